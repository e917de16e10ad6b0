import type { AuditAnswer, AuditQuestion, FindQuestion, Found, Standing, Whereabouts } from '../core/world/place-types';
import type { Area, ThingHere, View } from '../core/world/types';

/** `ticket`: a number of the asker's by which the work can be stopped; it rejects with the Problem `stopped` then. */
export interface PlaceApi {
  /** What happened in an area, who did it and when. */
  audit(question: AuditQuestion, ticket?: number): Promise<AuditAnswer>;
  find(question: FindQuestion, ticket?: number): Promise<Found[]>;
  /** Of prototypes by name; null: of everything that stands. Places nearest to `at` on the view's surface. */
  standing(view: View, names: string[] | null, at: [number, number], ticket?: number): Promise<Standing[]>;
  /** Where entities of these prototypes (null: any) that are set to one of these recipes (null: any, or none) stand on the view's surface. */
  where(
    view: View,
    names: string[] | null,
    recipes: string[] | null,
    at: [number, number],
    limit: number,
    ticket?: number,
  ): Promise<Whereabouts>;
  /** Entities whose centre lies in an area of at most 512 × 512 tiles, at most `limit`, the largest first; with `least` only those of which both sides have so many tiles. */
  entities(view: View, area: Area, limit: number, least?: number): Promise<ThingHere[]>;
  stop(ticket: number): Promise<void>;
}
