import type { VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { buttonLook } from './buttonLook';
import { classes } from './classes';

/** A link within the page that looks like a button, because it leads on. */
export function ButtonLink({
    kind,
    size,
    className,
    ...rest
}: ComponentProps<typeof Link> & VariantProps<typeof buttonLook>) {
    return <Link className={classes(buttonLook({ kind, size }), className)} {...rest} />;
}
