import { t } from '../../texts';
import { RecordSteps } from '../parts/record-steps';

/** How to get a log of one's own. */
export function Record() {
  return (
    <section class="panel" id="record" aria-label={t.record.title}>
      <div class="panel__head">{t.record.title}</div>
      <div class="panel__body stack record">
        <RecordSteps id="record-system" />
      </div>
    </section>
  );
}
