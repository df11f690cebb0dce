import { type ComponentName, schemas } from './schemas';

/** Whether the page has a component of this name. */
export function isComponentName(name: string): name is ComponentName {
    return Object.hasOwn(schemas, name);
}

/** All components that the page has, without `its:render_`. */
export const componentNames: readonly ComponentName[] = Object.keys(schemas).filter(isComponentName);

/** Whether the learner answers it; the others come as activities. */
export function takesAnswer(name: ComponentName): boolean {
    return 'reply' in schemas[name];
}
