/** Someone, or a family, that wants places. */
export interface Party {
  people: number;
}

/** Whether a party that comes now gets places: they are enough, and nobody waits who came before. */
export const fits = ({ people }: Party, free: number, waiting: number): boolean => waiting === 0 && people <= free;

/**
 * Who of those who wait gets places, in the order of arrival: nobody is overtaken, so a large party at the front waits until there is
 * room for all of it, and those behind it wait too. @param waiting first come first
 */
export function admitted<P extends Party>(waiting: readonly P[], free: number): P[] {
  let left = free;
  const next = waiting.findIndex((party) => {
    left -= party.people;
    return left < 0;
  });
  return waiting.slice(0, next === -1 ? waiting.length : next);
}
