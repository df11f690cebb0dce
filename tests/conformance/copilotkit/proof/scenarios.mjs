// What is proven, one function per scenario. Each gets a fresh learner, a fresh browser profile and a thread of its own.

import assert from 'node:assert/strict';
import { words } from './model.mjs';

const PRIMES = 'asked: Which of these is prime?';
const JUDGED = 'tutor: Correct. Only one and the number itself divide it.';
const QUICKSTART = '/api/quickstart';

/** The replies that Chiron has stored, oldest first. */
async function storedReplies({ learner, thread }) {
  const { messages } = await learner.api(`/chat/sessions/${thread}/messages`);
  return messages.filter(({ role, content }) => role === 'assistant' && content).map(({ content }) => content);
}

async function aChat({ chat, ...where }) {
  await chat.open(where);
  await chat.says('Count for me [count 30]');
  await chat.shows('learner: Count for me [count 30]', `tutor: ${words(1, 30)}`);
  await chat.idle();
  await chat.says('Once more [count 5]');
  await chat.shows(
    'learner: Count for me [count 30]',
    `tutor: ${words(1, 30)}`,
    'learner: Once more [count 5]',
    `tutor: ${words(1, 5)}`,
  );
  await chat.idle();
  assert.deepEqual(await storedReplies(where), [words(1, 30), words(1, 5)]);
}

async function aQuiz({ chat, model, ...where }) {
  await chat.open(where);
  await chat.says('Quiz me [quiz]');
  await chat.component('quick-quiz', 'executing');
  await chat.shows('learner: Quiz me [quiz]', 'tutor: Try this one.', PRIMES);
  const asked = model.requests.length;
  await chat.answers('quick-quiz', 'Eleven');
  await chat.component('quick-quiz', 'complete');
  await chat.shows(
    'learner: Quiz me [quiz]',
    'tutor: Try this one.',
    PRIMES,
    `${JUDGED} ${reply(model)}`,
  );
  await chat.idle();
  assert.equal(await chat.components('quick-quiz'), 1, 'the question is shown once');
  assert.equal(model.requests.length, asked + 1, 'the model was asked once for the follow-up');
}

export const scenarios = {
  'a reply streams and is shown once': aChat,
};
