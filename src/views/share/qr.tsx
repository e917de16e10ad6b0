import { correction, generate } from 'lean-qr';
import { useEffect, useRef, useState } from 'preact/hooks';
import { share as words } from '../../texts/share';

/** Modules of nothing around the code: what readers ask for. */
const QUIET = 4;
/** White beneath it in either theme: most readers know no other way round. */
const WHITE = [255, 255, 255, 255] as const;

/** A text as a code for a camera; in words where it is too long for one. */
export function Qr({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [fits, setFits] = useState(true);
  useEffect(() => {
    try {
      // The lowest level of correction: on a screen nothing is torn off, and large codes have small modules.
      const code = generate(text, { minCorrectionLevel: correction.L });
      if (canvas.current !== null) code.toCanvas(canvas.current, { pad: QUIET, off: WHITE });
      setFits(true);
    } catch {
      // What it throws at texts of more than 2,953 bytes.
      setFits(false);
    }
  }, [text]);
  return (
    <>
      {!fits && (
        <p class="t-12 dim" role="status">
          {words.qrTooLong}
        </p>
      )}
      <canvas class="share__qr" ref={canvas} role="img" aria-label={label} hidden={!fits} />
    </>
  );
}
