/** A range of numbers in steps. Places are counted, because 0.1 + 0.2 is not 0.3, and because the last step may be shorter. */
export class Scale {
    /** How many steps there are; place 0 is the least value, this place the greatest. */
    readonly last: number;

    constructor(
        readonly least: number,
        readonly greatest: number,
        private readonly step: number,
    ) {
        this.last = Math.max(1, Math.ceil((greatest - least) / step - 1e-6));
    }

    /** The value at a place. */
    at(place: number): number {
        if (place >= this.last) {
            return this.greatest;
        }
        return Number((this.least + Math.max(0, place) * this.step).toFixed(9));
    }

    /** The place that is nearest to a value. */
    placeOf(value: number): number {
        if (value >= this.greatest) {
            return this.last;
        }
        const place = Math.min(this.last, Math.max(0, Math.round((value - this.least) / this.step)));
        // The last step may be shorter than the others.
        const next = Math.min(this.last, place + 1);
        return Math.abs(this.at(next) - value) < Math.abs(this.at(place) - value) ? next : place;
    }
}

const plain = new Intl.NumberFormat(undefined, { maximumFractionDigits: 9 });

/** A number as the learner's language writes it. */
export function numberText(value: number): string {
    return plain.format(value);
}
