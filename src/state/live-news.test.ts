import { expect, it } from 'vitest';
import { News } from './live-news';

it('tells up to which tick two versions are the same, as long as each between them said since when it differs', () => {
  const news = new News();
  news.add('w', 3, null);
  news.add('w', 5, 600);
  news.add('w', 6, 540);
  news.add('w', 8, 700);
  expect([3, 5, 6].map((version) => news.upTo('w', version))).toEqual([539, 539, 699]);
  // The newest itself, one that was never told of, and another world.
  expect([news.upTo('w', 8), news.upTo('w', 4), news.upTo('other', 5)]).toEqual([null, null, null]);
  news.add('w', 9, null);
  expect(news.upTo('w', 6)).toBeNull();
  news.add('w', 10, 900);
  expect([news.upTo('w', 9), news.upTo('w', 8)]).toEqual([899, null]);
});
