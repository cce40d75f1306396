/** The message catalogue in use. */
import { english, type Messages } from './english';

export const messages: Messages = english;
