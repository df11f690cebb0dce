import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { examples } from '@/gallery/examples';
import { componentNames, takesAnswer } from './names';
import { schemas } from './schemas';

// The server's own descriptions of its components, which are checked in beside its code.
const folder = resolve(process.cwd(), '../server/src/main/resources/components');
const files = readdirSync(folder);

interface JsonSchema {
    type?: string;
    properties?: Record<string, JsonSchema>;
    required?: string[];
    items?: JsonSchema;
    enum?: unknown[];
}

function schemaOf(file: string): JsonSchema & object {
    return JSON.parse(readFileSync(resolve(folder, file), 'utf8'));
}

/** Every place in a value that a schema describes. */
function* placesIn(
    schema: JsonSchema,
    value: unknown,
    path: (string | number)[] = [],
): Generator<{ path: (string | number)[]; schema: JsonSchema; required: boolean }> {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (typeof value === 'object' && value !== null && name in value) {
            const here = [...path, name];
            yield { path: here, schema: property, required: schema.required?.includes(name) ?? false };
            yield* placesIn(property, Reflect.get(value, name), here);
        }
    }
    if (schema.items && Array.isArray(value)) {
        for (const [at, item] of value.entries()) {
            yield* placesIn(schema.items, item, [...path, at]);
        }
    }
}

/** A copy of a value in which one place is something else, or is taken away. */
function changed(value: unknown, path: (string | number)[], change?: unknown): unknown {
    const copy: unknown = structuredClone(value);
    let parent = copy;
    for (const step of path.slice(0, -1)) {
        parent = Reflect.get(Object(parent), step);
    }
    const last = path.at(-1) ?? '';
    if (change === undefined) {
        Reflect.deleteProperty(Object(parent), last);
    } else {
        Reflect.set(Object(parent), last, change);
    }
    return copy;
}

function propertyNames(schema: JsonSchema, prefix = ''): string[] {
    return [
        ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
            `${prefix}${name}`,
            ...propertyNames(property, `${prefix}${name}.`),
        ]),
        ...(schema.items ? propertyNames(schema.items, `${prefix}[].`) : []),
    ];
}

/** A value of another type than the schema asks for. */
const wrongType: Record<string, unknown> = {
    string: 7,
    number: 'seven',
    integer: 1.5,
    boolean: 'yes',
    array: {},
    object: [],
};

const ajv = new Ajv2020({ allErrors: false, strict: false });

describe('every component of the server', () => {
    it('has one on the page, and takes an answer there if it does here', () => {
        const onServer = files.filter((file) => !file.includes('.reply.')).map((file) => file.split('.')[0]);
        expect([...componentNames].sort()).toEqual(onServer.sort());

        const answered = files.filter((file) => file.includes('.reply.')).map((file) => file.split('.')[0]);
        expect(componentNames.filter(takesAnswer).sort()).toEqual(answered.sort());
    });
});

describe.each(componentNames)('%s', (name) => {
    const ours = schemas[name];
    const sides = [
        {
            side: 'arguments',
            json: schemaOf(`${name}.schema.json`),
            page: ours.arguments,
            values: examples[name].map((example) => example.arguments),
        },
        ...('reply' in ours
            ? [
                  {
                      side: 'reply',
                      json: schemaOf(`${name}.reply.schema.json`),
                      page: ours.reply,
                      values: examples[name].map((example) => example.reply),
                  },
              ]
            : []),
    ];

    for (const { side, json, page, values } of sides) {
        const server: ValidateFunction = ajv.compile(json);

        it(`${side}: the examples fit on both sides, and the page keeps all of them`, () => {
            for (const value of values) {
                expect(server(value), JSON.stringify(server.errors)).toBe(true);
                expect(page.parse(value)).toEqual(value);
            }
        });

        it(`${side}: the examples have every member that the server knows`, () => {
            const shown = new Set(
                values.flatMap((value) =>
                    [...placesIn(json, value)].map(({ path }) =>
                        path
                            .map((step) => (typeof step === 'number' ? '[]' : step))
                            .join('.')
                            .replaceAll('.[]', '.[]'),
                    ),
                ),
            );
            expect([...shown].sort()).toEqual([...new Set(propertyNames(json))].sort());
        });

        it(`${side}: what is missing, or of a wrong type or kind, is refused on both sides`, () => {
            let tried = 0;
            for (const value of values) {
                for (const { path, schema, required } of placesIn(json, value)) {
                    const bad = [
                        ...(schema.type ? [changed(value, path, wrongType[schema.type])] : []),
                        ...(schema.enum ? [changed(value, path, 'something else')] : []),
                        ...(required ? [changed(value, path)] : []),
                    ];
                    for (const each of bad) {
                        expect(server(each), `${path.join('.')} on the server`).toBe(false);
                        expect(page.safeParse(each).success, `${path.join('.')} on the page`).toBe(false);
                        tried += 1;
                    }
                }
            }
            expect(tried).toBeGreaterThan(0);
        });

        it(`${side}: what the server may leave out, the page does without`, () => {
            for (const value of values) {
                for (const { path } of placesIn(json, value)) {
                    const less = changed(value, path);
                    if (server(less)) {
                        expect(page.safeParse(less).success, path.join('.')).toBe(true);
                    }
                }
            }
        });

        it(`${side}: what the server will add one day does not disturb`, () => {
            for (const value of values) {
                expect(page.safeParse({ ...value, added_later: true }).success).toBe(true);
            }
        });
    }
});
