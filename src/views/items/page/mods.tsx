import type { Page } from '../../../core/prototype/types';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { StateCard } from '../../parts/state-card';
import { useItems } from '../context';
import { hrefOf } from '../href';
import { isMod } from '../parts/is-mod';
import { Picture } from '../parts/picture';
import { Card, Section } from '../parts/section';
import { FactList, RelatedParts } from './facts';

/** The game's own parts have no page on its portal. */
const OWN = new Set(['core', 'base', 'space-age', 'quality', 'elevated-rails']);

const portal = (name: string) => `https://mods.factorio.com/mod/${encodeURIComponent(name)}`;

/** All mods of a pack, each with what said so. */
export function ModList() {
  const { state } = useItems();
  const frame = state.frame.value;
  if (frame === null) return null;
  if (frame.mods.length === 0)
    return (
      <StateCard icon="info" title={w.mods.none}>
        <p>{w.mods.noneTip}</p>
      </StateCard>
    );
  return (
    <Section id="mods" title={w.mods.title} count={number(frame.mods.filter(isMod).length)}>
      <div class="wide">
        <table class="table mods">
          <thead>
            <tr>
              <th scope="col">{w.mods.name}</th>
              <th scope="col">{w.mods.version}</th>
              <th scope="col">{w.mods.author}</th>
              <th scope="col" class="num">
                {w.mods.entries}
              </th>
              <th scope="col">{w.mods.source}</th>
            </tr>
          </thead>
          <tbody>
            {frame.mods.map((mod) => (
              <tr key={mod.name}>
                <th scope="row">
                  {mod.picture !== null && <Picture of={{ picture: mod.picture, label: mod.name }} class="pic--24 mods__pic" />}
                  <a class="link" href={hrefOf(state.packId.value, { kind: 'mod', name: mod.name })}>
                    {mod.title || mod.name}
                  </a>
                  {mod.title !== '' && mod.title !== mod.name && <span class="mono faint mods__name">{mod.name}</span>}
                </th>
                <td class="mono">{mod.version ?? '–'}</td>
                <td>{mod.author}</td>
                <td class="num">{number(mod.entries)}</td>
                <td class="t-12 faint">{isMod(mod) ? mod.source : w.mods.core}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** One mod: who made it, and what of the pack comes from it. */
export function ModPage({ page }: { page: Page }) {
  const { state } = useItems();
  const mod = state.frame.value?.mods.find(({ name }) => name === page.ref.name);
  return (
    <>
      <section class="panel headline headline--mod">
        <div class="headline__words">
          <p class="headline__where t-12 faint">
            <span>{w.kinds.mod}</span>
            <span class="mono">{page.ref.name}</span>
            {mod?.version != null && <span class="mono">{mod.version}</span>}
          </p>
          <h1 class="t-20">{mod?.title || page.ref.label}</h1>
          {mod !== undefined && mod.author !== '' && <p class="dim">{mod.author}</p>}
        </div>
        {!OWN.has(page.ref.name) && (
          <div class="btns">
            <a class="btn" href={portal(page.ref.name)} target="_blank" rel="noopener noreferrer">
              {w.mods.portal} <Icon name="out" size="s" />
              <span class="vh"> ({w.page.opensTab})</span>
            </a>
          </div>
        )}
        {page.description !== '' && <p class="headline__about dim">{page.description}</p>}
      </section>
      {page.facts.length > 0 && (
        <Card title={w.page.facts}>
          <FactList facts={page.facts} />
        </Card>
      )}
      <RelatedParts page={page} />
    </>
  );
}
