/** What this program calls itself. A test holds the number to that of package.json. */
export const version = '0.1.0';
