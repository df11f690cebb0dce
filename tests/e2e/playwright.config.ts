import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export default defineConfig({
    testDir: 'stories',
    outputDir: 'target/failures',
    // One tutor for all, which some stories kill: one after the other. Nothing is tried twice.
    workers: 1,
    retries: 0,
    timeout: 60_000,
    expect: { timeout: 15_000 },
    reporter: [['list'], ['junit', { outputFile: 'target/surefire-reports/TEST-e2e.xml' }]],
    use: {
        locale: 'en-GB',
        trace: 'retain-on-failure',
        launchOptions: {
            executablePath: process.env.CHROMIUM ?? browsers.find((each) => existsSync(each)),
            // No sandbox for root, no graphics card, and nothing that asks the internet by itself.
            args: [
                '--no-sandbox',
                '--disable-gpu',
                '--disable-quic',
                '--no-first-run',
                '--disable-background-networking',
                '--disable-component-update',
                '--disable-sync',
            ],
        },
    },
});
