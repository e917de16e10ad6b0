export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Pixels between a tooltip and what it is about, and the window's edge. */
const GAP = 6;
const EDGE = 8;

/** Below right of what it is about; above where there is more room, and always inside the window. */
export function placeTip(
  anchor: Box,
  tip: { width: number; height: number },
  room: { width: number; height: number },
): { left: number; top: number } {
  const under = anchor.top + anchor.height + GAP;
  const over = anchor.top - GAP - tip.height;
  const fitsUnder = under + tip.height <= room.height - EDGE;
  const top = fitsUnder || over < EDGE ? under : over;
  // Higher than the window beside it: then it lies over what it is about rather than outside.
  const kept = Math.max(EDGE, Math.min(top, room.height - EDGE - tip.height));
  return { left: Math.max(EDGE, Math.min(anchor.left, room.width - EDGE - tip.width)), top: kept };
}
