/** Which part of the camera's picture is looked at next, and how large. */

/** Enough for a code that fills a fifth of what is looked at, little enough for an old tablet. */
const longestSide = 640;
/** A little more than the frame on the screen, which people do not hit exactly. */
const middleShare = 0.75;

export interface ViewBox {
  left: number;
  top: number;
  width: number;
  height: number;
  outWidth: number;
  outHeight: number;
}

/** By turns the middle, where a small or distant code keeps its fine squares, and the whole picture. */
export function viewOf({ width, height, turn }: { width: number; height: number; turn: number }): ViewBox {
  const side = Math.round(Math.min(width, height) * middleShare);
  const box =
    turn % 2 === 0
      ? {
          left: Math.round((width - side) / 2),
          top: Math.round((height - side) / 2),
          width: side,
          height: side,
        }
      : { left: 0, top: 0, width, height };
  const scale = Math.min(1, longestSide / Math.max(box.width, box.height));
  return {
    ...box,
    outWidth: Math.max(1, Math.round(box.width * scale)),
    outHeight: Math.max(1, Math.round(box.height * scale)),
  };
}
