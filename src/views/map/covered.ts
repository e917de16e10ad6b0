/** Room between the map's picture and what lies over it. */
const GAP = 16;

/** How far panels reach over the map from each side, in px: left, top, right, bottom. */
export function covered(container: HTMLElement | null): [number, number, number, number] {
  const around = container?.getBoundingClientRect();
  const stage = container?.parentElement;
  if (around === undefined || stage === null || stage === undefined) return [GAP, GAP, GAP, GAP];
  const of = (selector: string) => stage.querySelector(selector)?.getBoundingClientRect();
  const [left, right, top] = [of('.left > .panel') ?? of('.left .group'), of('.right'), of('.pills')];
  const below = [of('.foot'), of('.sheet'), of('.sheet__scale')].map((box) => (box === undefined ? 0 : around.bottom - box.top));
  return [
    (left === undefined ? 0 : left.right - around.left) + GAP,
    (top === undefined ? 0 : top.bottom - around.top) + GAP,
    (right === undefined ? 0 : around.right - right.left) + GAP,
    Math.max(...below) + GAP,
  ];
}
