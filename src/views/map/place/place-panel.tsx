import { useEffect, useState } from 'preact/hooks';
import type { AuditKind, AuditRow } from '../../../core/world/place-types';
import { AUDIT_KINDS } from '../../../core/world/place-types';
import { download } from '../../../state/download';
import { format, t } from '../../../texts';
import { m } from '../../../texts/tools';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { Picker } from '../../parts/picker';
import { Bones, StateCard } from '../../parts/state-card';
import { fileName } from '../picture/scales';
import type { Stage } from '../stage';
import type { StageState } from '../stage-state';
import { EXPORTED, historyOf } from './ask';
import { asCsv, asJson } from './export';
import { PlaceRow } from './place-row';

/** Everything that happened in the rectangle of the address, the newest first, with who did it. */
export function PlacePanel({ stage, local }: { stage: Stage; local: StageState }) {
  const app = useApp();
  const { map, time } = app.state;
  const history = historyOf(app);
  const [saving, setSaving] = useState(false);
  useEffect(
    () => () => {
      local.pointed.value = null;
      history.everything();
    },
    [],
  );
  const area = map.area.value;
  const answer = history.answer.value;
  if (area === null) return null;

  const now = time.listed.value;
  const filtered = history.kinds.value !== null || history.player.value !== null || history.untilNow.value;
  const close = () => {
    map.area.value = null;
    if (local.panel.value === 'place') local.panel.value = null;
  };

  return (
    <>
      <div class="panel__head place__head">
        <Icon name="history" />
        <h2 class="grow cut">{m.place.title}</h2>
        <button
          type="button"
          class="btn btn--ghost btn--icon btn--s"
          aria-label={m.place.show}
          title={m.place.show}
          onClick={() => stage.goTo((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)}
        >
          <Icon name="locate" />
        </button>
        <button type="button" class="btn btn--ghost btn--icon btn--s" aria-label={t.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <p class="place__where faint t-12">
        {m.place.size(format.coordinate(area[2] - area[0]), format.coordinate(area[3] - area[1]))} · {format.position(area[0], area[1])}
      </p>
      {answer !== null && answer.players.length > 0 && (
        <div class="place__filters">
          <Picker
            label={m.place.who}
            value={String(history.player.value ?? '')}
            choices={whoChoices(answer.players)}
            onChoose={(index) => {
              history.player.value = index === '' ? null : Number(index);
            }}
            before={<Icon name="people" />}
          />
        </div>
      )}
      {answer !== null && <Kinds counts={answer.kinds} chosen={history.kinds.value} onToggle={history.toggle} />}
      {answer !== null && (answer.total > 0 || filtered) && (
        // biome-ignore lint/a11y/useSemanticElements: the row is the control, as in the layers
        <button
          type="button"
          class="layer place__until"
          role="checkbox"
          aria-checked={history.untilNow.value}
          onClick={() => {
            history.untilNow.value = !history.untilNow.value;
          }}
        >
          <span class="check">
            <Icon name="check" />
          </span>
          {m.place.until}
        </button>
      )}
      <div class="place__list" aria-busy={answer === null && !history.failed.value}>
        {answer === null && !history.failed.value && <Bones />}
        {history.failed.value && <p class="bad">{m.place.failed}</p>}
        {answer !== null && answer.total === 0 && (
          <StateCard icon="history" title={filtered ? m.place.noneOfThese : m.place.none}>
            {filtered ? (
              <div class="btns">
                <button type="button" class="btn btn--s" onClick={history.everything}>
                  {m.place.everything}
                </button>
              </div>
            ) : (
              <p>{m.place.noneTip}</p>
            )}
          </StateCard>
        )}
        <ul>
          {answer?.rows.map((row, nth) => (
            // Rows have no id of their own; the newest come first, and earlier ones are added at the end.
            <li key={`${answer.total - nth} ${row.tick} ${row.kind} ${row.id ?? row.name}`}>
              <PlaceRow row={row} later={now !== null && row.tick > now} onPoint={(on) => point(on ? row : null)} onGo={() => go(row)} />
            </li>
          ))}
        </ul>
        {answer !== null && answer.total > answer.rows.length && (
          <button type="button" class="btn btn--s place__more" onClick={history.more}>
            {m.place.more(answer.total - answer.rows.length)}
          </button>
        )}
      </div>
      {answer !== null && answer.total > 0 && (
        <div class="place__foot">
          <span class="faint t-12 grow" role="status">
            {m.place.rows(answer.total)}
          </span>
          <span class="faint t-12">{m.place.export}</span>
          <button type="button" class="btn btn--s" disabled={saving} onClick={() => save('csv')}>
            {m.place.csv}
          </button>
          <button type="button" class="btn btn--s" disabled={saving} onClick={() => save('json')}>
            {m.place.json}
          </button>
        </div>
      )}
    </>
  );

  function whoChoices(players: { player: number; count: number }[]) {
    const all = players.reduce((sum, { count }) => sum + count, 0);
    const nameOf = (index: number) => map.info.value?.players.find((one) => one.index === index)?.name ?? t.map.player(index);
    return [
      { value: '', label: m.place.everyone(all) },
      ...players.map(({ player, count }) => ({
        value: String(player),
        label: player === 0 ? m.place.nobody(count) : m.place.one(nameOf(player), count),
      })),
    ];
  }

  function point(row: AuditRow | null) {
    local.pointed.value = row === null ? null : row.at;
  }

  function go(row: AuditRow) {
    stage.goTo(row.at[0], row.at[1], Math.max(stage.map.getZoom(), 1));
    // What went at this tick is still there at the one before.
    const gone = row.kind === 'removed' || row.kind === 'died' || row.kind === 'missing' || row.kind === 'untagged';
    time.seek(gone ? Math.max(0, row.tick - 1) : row.tick);
  }

  async function save(as: 'csv' | 'json') {
    const info = map.info.peek();
    if (info === null) return;
    setSaving(true);
    try {
      const all = await history.all();
      if (all === null) return;
      const text = as === 'csv' ? asCsv(all.rows, info) : asJson(all.rows, info);
      const type = as === 'csv' ? 'text/csv' : 'application/json';
      download(new Blob([text], { type }), fileName([m.place.file(info.name, map.surface.peek()?.name ?? '')], as));
      if (all.total > all.rows.length) app.actions.say('note', m.place.cut(EXPORTED, all.total));
    } catch (error) {
      console.warn(error);
      app.actions.say('bad', m.place.failed);
    } finally {
      setSaving(false);
    }
  }
}

function Kinds(props: {
  counts: Partial<Record<AuditKind, number>>;
  chosen: readonly AuditKind[] | null;
  onToggle: (kind: AuditKind) => void;
}) {
  const { counts, chosen, onToggle } = props;
  const there = AUDIT_KINDS.filter((kind) => (counts[kind] ?? 0) > 0 || chosen?.includes(kind) === true);
  if (there.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every browser
    <div class="kinds" role="group" aria-label={m.place.kinds}>
      {there.map((kind) => (
        <button type="button" class="chip" key={kind} aria-pressed={chosen?.includes(kind) === true} onClick={() => onToggle(kind)}>
          {m.place.chip(kind, counts[kind] ?? 0)}
        </button>
      ))}
    </div>
  );
}
