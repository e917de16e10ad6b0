/** The game writes planets' names small. */
export function surfaceTitle(surface: { name: string; platform?: string }): string {
  if (surface.platform !== undefined) return surface.platform || surface.name;
  return surface.name.charAt(0).toUpperCase() + surface.name.slice(1);
}
