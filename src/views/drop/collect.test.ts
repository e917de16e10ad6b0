import { describe, expect, it } from 'vitest';
import { collectDrop, collectInput, pasted } from './collect';

type Tree = { [name: string]: Tree | string };

/** A folder as a browser hands it out: entries some at a time. */
function entryOf(name: string, node: Tree | string): FileSystemEntry {
  if (typeof node === 'string') {
    const file = (done: (file: File) => void, failed: (error: unknown) => void) =>
      node === 'unreadable' ? failed(new Error('NotReadableError')) : done(new File([node], name));
    return { isFile: true, isDirectory: false, name, file } as unknown as FileSystemEntry;
  }
  const children = Object.entries(node).map(([child, below]) => entryOf(child, below));
  const createReader = () => ({ readEntries: (done: (some: FileSystemEntry[]) => void) => done(children.splice(0, 100)) });
  return { isFile: false, isDirectory: true, name, createReader } as unknown as FileSystemEntry;
}

const transfer = (items: object[], files: File[] = []) => ({ items, files }) as unknown as DataTransfer;
const dropped = (tree: Tree) =>
  transfer(Object.entries(tree).map(([name, node]) => ({ kind: 'file', webkitGetAsEntry: () => entryOf(name, node) })));
const names = ({ files }: { files: { name: string }[] }) => files.map((file) => file.name).sort();

describe('a drop', () => {
  it('of files keeps their entries, to follow them', async () => {
    const { files, leftOut } = await collectDrop(dropped({ 'factorio-current.log': 'x', 'picture.png': 'y' }));
    // A file dropped by itself is always looked at, whatever its name.
    expect(names({ files })).toEqual(['factorio-current.log', 'picture.png']);
    expect(files[0]?.entry).toBeDefined();
    expect(leftOut).toBe(0);
  });

  it('of a folder is walked, more than one batch of it, and keeps the paths', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`server-${i}.log`, 'x']));
    const found = await collectDrop(dropped({ logs: { ...many, old: { 'a.log.gz': 'x' } } }));
    expect(found.files).toHaveLength(251);
    expect(names(found)).toContain('logs/old/a.log.gz');
  });

  it('of the game’s folder: what is read is opened, pictures and texts of mods are known by their paths, the rest is left out', async () => {
    const mod = {
      'info.json': '{}',
      'data.lua': 'x',
      'thumbnail.png': 'x',
      locale: { en: { 'a.cfg': 'x' } },
      graphics: { icons: { 'a.png': 'x' } },
    };
    const game = {
      'factorio-current.log': 'x',
      'player-data.json': 'x',
      'config.ini': 'x',
      'achievements.dat': 'x',
      mods: { 'a.zip': 'x', 'mod-list.json': 'x', 'mod-settings.dat': 'x', mine: mod },
      saves: { 'a.zip': 'x' },
      data: { base: { ...mod, sound: { 'a.ogg': 'x' }, scenarios: { 'b.png': 'x' } } },
    };
    const output = { 'packets.jsonl': 'x', 'shot.png': 'x', 'data-raw-dump.json': 'x', item: { 'iron-plate.png': 'x' } };
    const found = await collectDrop(dropped({ Factorio: { ...game, 'script-output': output } }));
    expect(names(found)).toEqual([
      'Factorio/factorio-current.log',
      'Factorio/mods/a.zip',
      'Factorio/mods/mod-list.json',
      'Factorio/mods/mod-settings.dat',
      'Factorio/player-data.json',
      'Factorio/script-output/data-raw-dump.json',
      'Factorio/script-output/packets.jsonl',
    ]);
    expect(found.lazy?.paths).toEqual([
      ...['graphics/icons/a.png', 'info.json', 'locale/en/a.cfg', 'thumbnail.png'].map((path) => `Factorio/data/base/${path}`),
      ...['graphics/icons/a.png', 'info.json', 'locale/en/a.cfg', 'thumbnail.png'].map((path) => `Factorio/mods/mine/${path}`),
      'Factorio/script-output/item/iron-plate.png',
    ]);
    expect(found.leftOut).toBe(8);
    const opened = await found.lazy!.open(['Factorio/mods/mine/info.json', 'Factorio/nowhere.png']);
    expect(await opened[0]!.text()).toBe('{}');
    expect(opened[1]).toBeNull();
  });

  it('opens none of 3,000 pictures of a mod', async () => {
    const graphics = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}.png`, 'unreadable']));
    const found = await collectDrop(dropped({ mods: { big: { 'info.json': '{}', graphics } } }));
    expect(found.files).toEqual([]);
    expect(found.lazy?.paths).toHaveLength(3001);
    expect(await found.lazy!.open(['mods/big/graphics/7.png'])).toEqual([null]);
  });

  it('ends where folders are too deep, and counts what cannot be read', async () => {
    let deep: Tree = { 'deep.log': 'x' };
    for (let i = 0; i < 40; i++) deep = { down: deep };
    const found = await collectDrop(dropped({ deep, folder: { 'a.log': 'unreadable', 'b.log': 'x' } }));
    expect(names(found)).toEqual(['folder/b.log']);
    expect(found.leftOut).toBe(2);
  });

  it('made by a script has no entries: the plain files are taken', async () => {
    const file = new File(['x'], 'a.log');
    expect(names(await collectDrop(transfer([{ kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file }])))).toEqual(['a.log']);
    expect(names(await collectDrop(transfer([{ kind: 'file', getAsFile: () => file }])))).toEqual(['a.log']);
    expect(names(await collectDrop(transfer([], [file])))).toEqual(['a.log']);
    expect(names(await collectDrop(transfer([{ kind: 'string' }])))).toEqual([]);
  });
});

describe('an input', () => {
  it('of files takes them all, telling two of one name apart', async () => {
    expect(names(await collectInput([new File([''], 'a.log'), new File([''], 'a.log')]))).toEqual(['a.log', 'a.log (2)']);
  });

  it('of a folder opens what is read, and knows pictures of mods by their paths', async () => {
    const inFolder = (path: string) => Object.defineProperty(new File([''], path), 'webkitRelativePath', { value: path });
    const paths = [
      'factorio-current.log',
      'mods/a.zip',
      'x.png',
      'mods/b/info.json',
      'mods/b/graphics/b.png',
      'mods/b/sound/b.png',
      'saves/a.zip',
    ];
    const found = await collectInput(paths.map((path) => inFolder(`Factorio/${path}`)));
    expect(names(found)).toEqual(['Factorio/factorio-current.log', 'Factorio/mods/a.zip']);
    expect(found.lazy?.paths).toEqual(['Factorio/mods/b/info.json', 'Factorio/mods/b/graphics/b.png']);
    expect(found.leftOut).toBe(3);
  });
});

it('pasted text becomes a file, an address stays one, nothing none', async () => {
  const what = pasted('0.000 2024-…');
  expect(what !== null && 'file' in what && (await what.file.file.text())).toBe('0.000 2024-…');
  expect(pasted(' https://host/a.log\n')).toEqual({ address: 'https://host/a.log' });
  expect(pasted('https://host/a.log and more')).toHaveProperty('file');
  expect(pasted(' \n')).toBeNull();
});
