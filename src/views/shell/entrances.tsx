import { useEffect, useState } from 'preact/hooks';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { collectDrop, pasted } from '../drop/collect';
import { Icon } from '../parts/icon';

/** Drop and paste, anywhere on the page, and files the system opens with the installed site. */
export function Entrances() {
  const { actions, activity } = useApp();
  const [over, setOver] = useState(false);

  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const move = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (event.dataTransfer === null || !carriesFiles(event)) return;
      event.preventDefault();
      open(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      const target = event.target;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || event.clipboardData === null) return;
      const text = event.clipboardData.getData('text/plain');
      if (event.clipboardData.types.includes('Files')) open(event.clipboardData);
      else {
        const what = pasted(text);
        if (what === null) return;
        void ('address' in what ? actions.openUrl(what.address) : actions.openFiles([what.file]));
      }
      event.preventDefault();
    };
    function open(transfer: DataTransfer) {
      void activity.track(collectDrop(transfer)).then(({ files, lazy, leftOut }) => actions.openFiles(files, leftOut, lazy ?? undefined));
    }
    const listeners = { dragenter: enter, dragleave: leave, dragover: move, drop, paste };
    for (const [type, listener] of Object.entries(listeners)) addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) removeEventListener(type, listener as EventListener);
    };
  }, []);

  if (!over) return null;
  return (
    <div class="overdrop" aria-hidden="true">
      <div class="overdrop__zone">
        <Icon name="drop" size="l" />
        <p class="t-20">{t.drop.here}</p>
        <p class="dim">{t.drop.what}</p>
      </div>
    </div>
  );
}
