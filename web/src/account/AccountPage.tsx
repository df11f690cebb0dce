import type { ReactNode } from 'react';
import { ThemeChoice } from '@/app/ThemeChoice';
import { Card } from '@/ui/Card';
import { ViewHeading } from '@/ui/ViewHeading';

/** What signing up and logging in look like: a word of welcome, a form, and the way to the other of the two. */
export function AccountPage({
    title,
    heading,
    intro,
    children,
    other,
}: {
    title: string;
    heading: string;
    intro: string;
    children: ReactNode;
    other: ReactNode;
}) {
    return (
        <div className="flex min-h-full flex-col">
            <div className="flex justify-end p-2">
                <ThemeChoice />
            </div>
            <main id="main" className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-6 px-4 pb-16">
                <div className="flex flex-col gap-2 text-center">
                    <img src="/icon.svg" alt="" className="mx-auto size-12" />
                    <ViewHeading title={title}>{heading}</ViewHeading>
                    <p className="text-quiet">{intro}</p>
                </div>
                <Card className="p-5 sm:p-6">{children}</Card>
                <p className="text-center text-sm text-quiet">{other}</p>
            </main>
        </div>
    );
}
