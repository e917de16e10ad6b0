import * as L from 'leaflet';

/** Tiles of the game as they are: x grows east, y south (CRS.Simple would turn y over), 1 px a tile at zoom 0. */
export const gameCrs: L.CRS = L.extend({}, L.CRS.Simple, { transformation: new L.Transformation(1, 0, 1, 0) });

/** Leaflet thinks in latitude and longitude: y and x. */
export const at = (x: number, y: number): L.LatLng => L.latLng(y, x);
export const area = ([x0, y0, x1, y1]: [number, number, number, number]): L.LatLngBounds => L.latLngBounds(at(x0, y0), at(x1, y1));
