import type { Row } from './rows';

const LENGTH = 40;

/** Lines that are looked at together. */
export interface RowBlock {
    key: string;
    rows: Row[];
}

/** Remembers in which order lines came up first: a line stays in its block whatever comes before or after it. */
export class Order {
    private readonly places = new Map<string, number>();

    of(row: Row): number {
        const id = row.kind + row.id;
        let place = this.places.get(id);
        if (place === undefined) {
            place = this.places.size;
            this.places.set(id, place);
        }
        return place;
    }
}

/** Lines in blocks, so that a long conversation is not gone through line by line for each word that comes. */
export function inBlocks(rows: readonly Row[], order: Order): RowBlock[] {
    const blocks: RowBlock[] = [];
    const used = new Map<number, number>();
    let current = -1;
    for (const row of rows) {
        const number = Math.floor(order.of(row) / LENGTH);
        const last = blocks.at(-1);
        if (last && number === current) {
            last.rows.push(row);
            continue;
        }
        // Lines that changed places may come back to a block that was left.
        const times = used.get(number) ?? 0;
        used.set(number, times + 1);
        current = number;
        blocks.push({ key: `${number}.${times}`, rows: [row] });
    }
    return blocks;
}
