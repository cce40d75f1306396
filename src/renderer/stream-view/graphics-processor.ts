/** Whether WebGL is drawn by a graphics processor. Drawn by the processor alone, its first picture takes seconds; elements are quicker. */

/** Names of renderers that need no graphics processor: Chromium's, Mesa's, Windows'. */
const softwareRenderers = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let known: boolean | undefined;

/** Asks once; later calls cost nothing. */
export function hasGraphicsProcessor(): boolean {
  known ??= probe();
  return known;
}

function probe(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (context === null) return false;
  const naming = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = naming === null ? '' : String(context.getParameter(naming.UNMASKED_RENDERER_WEBGL));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !softwareRenderers.test(renderer);
}
