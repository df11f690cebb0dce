-- Learning track: Chance in everyday life
--
-- The script may run any number of times: an id that is already there gets the text below, and a row that is equal
-- already is left alone (its updated_at does not move). Every statement is complete in itself.
--
-- Ids are version 5 UUIDs in the URL namespace, of "urn:chiron:learning-track:chance-in-everyday-life" and of
-- "urn:chiron:learning-unit:chance-in-everyday-life/<the name in the comment of the unit>". They stay the same for good, because
-- learners' progress refers to them. README.md says how to change a track.

insert into public.learning_tracks as t (id, title, description)
values (
    'ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0',
    $md$Chance in everyday life$md$,
    $md$A test comes back positive, a team wins five times in a row, a shop offers insurance for your new telephone. What should you think, and what should you do? You learn four tools that need no more than fractions (count the ways, turn the question round, think in people instead of per cent, weigh what it is worth) and the traps that catch even experts.$md$
)
on conflict (id) do update
set title = excluded.title,
    description = excluded.description,
    updated_at = now()
where (t.title, t.description) is distinct from (excluded.title, excluded.description);

-- Remedial units: outside the order, shown when an answer did not pass.

insert into public.learning_units as u
    (id, title, unit_type, content_config, estimated_duration_minutes, remedial_unit_id, prerequisite_unit_ids)
values
    ( -- write-them-all-down
        'fd2e82d1-4a82-5062-9f65-af0fb3d7a88c',
        $md$Write them all down$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$When a question about chance feels slippery, stop thinking and start writing. A list of everything that can happen is dull, and it is hard to argue with.

**Example.** Three friends each throw a coin to decide who pays. How likely is it that exactly one of them has heads? Give the friends names, because they are different people: Ann, Bob, Cem. Then let Ann's coin change slowest and Cem's fastest, so that nothing is left out:

| Ann | Bob | Cem | exactly one heads? |
|---|---|---|---|
| heads | heads | heads | |
| heads | heads | tails | |
| heads | tails | heads | |
| heads | tails | tails | yes |
| tails | heads | heads | |
| tails | heads | tails | yes |
| tails | tails | heads | yes |
| tails | tails | tails | |

Eight rows, three of which fit: 3/8. There is no reason why any row should come more often than another, so counting them is allowed.

**See what would have gone wrong without names.** Somebody says: "There can be no heads, one, two or three. Four possibilities, so one in four." They have counted *results*. One of these results is made of a single row, another one of three rows. Results that are made of different numbers of rows cannot be equally likely.

**A quick test.** Before you count, ask of two of your cases: *would I bet the same on either?* If one of them can come about in more ways than the other, you would not, and then the list is not fine enough yet. Give the things names or colours and split it further, until every row is one single way in which the world can turn out. The names change nothing about the coins. They only keep you from throwing different ways together.$md$
        ),
        5,
        null,
        '{}'
    ),
    ( -- three-tosses
        '3849ad1c-d65d-5d53-88a0-c6cba4c0c51c',
        $md$None at all$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$To find the chance of "at least one", work out the chance of "none at all" and take it away from the whole. For things that do not influence each other the chances of "and" are multiplied.$md$,
            'question_text', $md$You toss a fair coin three times. How likely is at least one heads?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$Three halves, so it is certain$md$),
                jsonb_build_object('id', 'b', 'text', $md$7 in 8$md$),
                jsonb_build_object('id', 'c', 'text', $md$3 in 8$md$),
                jsonb_build_object('id', 'd', 'text', $md$1 in 2, as for every toss$md$)
            )
        ),
        4,
        null,
        '{}'
    ),
    ( -- bags-at-the-airport
        'a2a7b1d2-dace-58c5-ab69-f938cb66b89c',
        $md$Bags at the airport$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Let us do it with things that you can count. One morning 2,000 bags go through a scanner. In 10 of them is something forbidden. The scanner beeps at 9 in 10 such bags. It also beeps at 1 in 10 of the harmless ones, for a hairdryer or a thick book.

**Step 1: split by what is really there.** 10 bags with something forbidden, 1,990 without.

**Step 2: split each group by the sign.**

- Of the 10 forbidden ones 9 make it beep, 1 does not.
- Of the 1,990 harmless ones a tenth makes it beep: 199. The other 1,791 do not.

**Step 3: stand in the right row.** A bag has beeped. So it is one of 9 + 199 = 208 bags, and it cannot be any other. Of these, 9 are forbidden: 9 of 208, about 4 %.

Surprised? The scanner misses hardly anything, and yet behind a beep there is nearly always a hairdryer. The reason is in step 1: there are 199 times as many harmless bags as forbidden ones. A tenth of very many is more than nine tenths of very few.

**What to take along.** "Of the forbidden bags, 9 in 10 beep" and "of the beeping bags, so many are forbidden" start from different groups. The first starts from a row of 10 bags, the second from a row of 208. Nothing lets you turn one into the other but the size of the groups, the base rate.

It also works without a scanner. *Most tall basketball players you see on television are professionals* does not mean that most tall people are. *Most people in the hospital's beds lay in a bed before* proves nothing against beds. When a group shows up often, ask first how large it is and how often it is there at all.$md$
        ),
        5,
        null,
        '{}'
    )
on conflict (id) do update
set title = excluded.title,
    unit_type = excluded.unit_type,
    content_config = excluded.content_config,
    estimated_duration_minutes = excluded.estimated_duration_minutes,
    remedial_unit_id = excluded.remedial_unit_id,
    prerequisite_unit_ids = excluded.prerequisite_unit_ids,
    updated_at = now()
where (u.title, u.unit_type, u.content_config, u.estimated_duration_minutes, u.remedial_unit_id, u.prerequisite_unit_ids)
    is distinct from (excluded.title, excluded.unit_type, excluded.content_config, excluded.estimated_duration_minutes,
                      excluded.remedial_unit_id, excluded.prerequisite_unit_ids);

-- The units, in their order.

insert into public.learning_units as u
    (id, title, unit_type, content_config, estimated_duration_minutes, remedial_unit_id, prerequisite_unit_ids)
values
    ( -- count-the-ways
        '9b41adcb-8d28-5d03-8aa7-4aa0ba137156',
        $md$Count the ways$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$What does it mean that something has a chance of one in six? There are two answers, and they belong together. **Before** you throw a die, it can fall in six ways, none of which is favoured, and one of them is what you hope for. **In the long run**, if you throw again and again, about a sixth of the throws come out that way. The first answer lets you calculate, the second lets you check.

So the simplest tool is to count:

> chance = ways that fit ÷ all ways, **if all ways are equally likely**

**Example.** Two dice are thrown and their sum is called. Which sum would you bet on? There are eleven sums, 2 to 12, and it is tempting to give each the same chance. But a sum is not a way, it is a *result*. The ways are pairs: what the first die shows and what the second shows, 6 · 6 = 36 in all.

| sum | ways | chance |
|---|---|---|
| 2 | 1+1 | 1 of 36 |
| 3 | 1+2, 2+1 | 2 of 36 |
| 4 | 1+3, 2+2, 3+1 | 3 of 36 |
| 7 | 1+6, 2+5, 3+4, 4+3, 5+2, 6+1 | 6 of 36 |
| 12 | 6+6 | 1 of 36 |

A 7 is six times as likely as a 12. Note that 1+2 and 2+1 are two ways. If you doubt it, imagine a red die and a blue one: red 1 with blue 2 is clearly something else than red 2 with blue 1, and painting dice does not change how they fall.

**The trap.** "Either it happens or it does not, so it is fifty-fifty." There are indeed two results. Whether they are equally likely is a question about the world, not about the number of words we have for it. Tomorrow the sun rises or it does not, too.$md$
        ),
        6,
        null,
        '{}'
    ),
    ( -- two-coins
        'ff7a9b04-0a35-5db0-b5d0-d5e62828d442',
        $md$Two coins$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$You toss two fair coins. How likely is it that they show different sides, one heads and one tails?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$One in two$md$),
                jsonb_build_object('id', 'b', 'text', $md$One in three: both heads, both tails, or mixed$md$),
                jsonb_build_object('id', 'c', 'text', $md$One in four$md$),
                jsonb_build_object('id', 'd', 'text', $md$Two in three, since a mix is the natural outcome$md$)
            )
        ),
        4,
        'fd2e82d1-4a82-5062-9f65-af0fb3d7a88c' /* write-them-all-down */,
        array[
            '9b41adcb-8d28-5d03-8aa7-4aa0ba137156' /* count-the-ways */
        ]::uuid[]
    ),
    ( -- five-heads-in-a-row
        '249273c3-9947-5424-a15e-f6b2b55564d8',
        $md$Five heads in a row$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$A fair coin has just come up heads five times in a row. You know that five in a row is rare: it happens in one of 32 runs of five tosses. What about the sixth toss?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$Tails is more likely, because heads and tails have to even out$md$),
                jsonb_build_object('id', 'b', 'text', $md$Heads is more likely, because the coin is on a streak$md$),
                jsonb_build_object('id', 'c', 'text', $md$Tails is more likely: six heads in a row happen in only one of 64 runs$md$),
                jsonb_build_object('id', 'd', 'text', $md$Both are equally likely$md$)
            )
        ),
        4,
        null,
        array[
            '9b41adcb-8d28-5d03-8aa7-4aa0ba137156' /* count-the-ways */
        ]::uuid[]
    ),
    ( -- turn-it-round
        '1f1d1b72-7679-5d90-918d-8c3871a90cbe',
        $md$At least one: turn the question round$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Many questions about risk have the same form. Will it rain on **at least one** day of the holiday? Will **at least one** of the hundred bolts be faulty? Adding up the single chances goes wrong quickly: with a chance of one in six per throw, six throws would give a six for certain, and seven throws would give more than certainty.

The way out is to ask for the opposite. The opposite of "at least one" is "**none at all**", and that is easy when the tries are independent: it has to fail the first time *and* the second time *and* the third. For "and" you multiply.

> chance of at least one = 1 − (chance of none) = 1 − (chance that one try fails)ⁿ

**Example.** You throw a die four times. How likely is at least one six?

- One throw is *not* a six with a chance of 5/6.
- None of four throws is a six: 5/6 · 5/6 · 5/6 · 5/6 = 625/1296, about 48 %.
- So at least one six: about 52 %.

A little better than even. There is an old story of a gambler who lived by this bet, then tried a pair of dice and 24 throws, hoping for a double six, and slowly lost. That chance is 1 − (35/36)²⁴, about 49 %.

**Why adding fails.** It counts twice. Among the four throws there may be two sixes; adding 1/6 four times counts such a run for each of them. As long as the chances are tiny, hardly any run has two, and adding is a fair approximation: ten times a risk of one in a thousand is nearly one in a hundred. The more the sum grows, the more it exaggerates.

**Before you multiply, ask whether the tries are independent.** Rain today makes rain tomorrow more likely, and bolts from one bad batch fail together. Then "none at all" is *more* likely than the formula says, and so are many at once.$md$
        ),
        6,
        null,
        array[
            '9b41adcb-8d28-5d03-8aa7-4aa0ba137156' /* count-the-ways */
        ]::uuid[]
    ),
    ( -- hundred-commutes
        '50aaced1-6415-5cb4-8433-0e958e2a32fd',
        $md$A hundred mornings$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$Every morning there is a chance of 1 in 100 that your train is cancelled, whatever happened the day before. How likely is it that you are hit at least once in 100 mornings?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$Certain: 100 times one in a hundred makes one$md$),
                jsonb_build_object('id', 'b', 'text', $md$About 37 percent$md$),
                jsonb_build_object('id', 'c', 'text', $md$About 63 percent$md$),
                jsonb_build_object('id', 'd', 'text', $md$About 1 percent, since it is the same each morning$md$)
            )
        ),
        4,
        '3849ad1c-d65d-5d53-88a0-c6cba4c0c51c' /* three-tosses */,
        array[
            '1f1d1b72-7679-5d90-918d-8c3871a90cbe' /* turn-it-round */
        ]::uuid[]
    ),
    ( -- estimate-birthdays
        '77d0dc06-e8c4-5323-ada0-ba48e46d7953',
        $md$Estimate: the same birthday$md$,
        'slider_component',
        jsonb_build_object(
            'content', $md$Thirty people are at a party. Nobody chose the guests by date, and we pretend that all 365 days are equally common. Do not look for a formula first; let your feeling say a number, and then ask whether it would survive the tool of the last lesson.$md$,
            'prompt_text', $md$How likely is it, in per cent, that at least two of the 30 have their birthday on the same day?$md$,
            'skill_id', 'estimate-chance',
            'skill_name', $md$Estimating chances$md$,
            'min_value', 0,
            'max_value', 100,
            'step', 1,
            'current_value', 5
        ),
        5,
        '3849ad1c-d65d-5d53-88a0-c6cba4c0c51c' /* three-tosses */,
        array[
            '1f1d1b72-7679-5d90-918d-8c3871a90cbe' /* turn-it-round */
        ]::uuid[]
    ),
    ( -- think-in-people
        '42156e54-b2dd-5ed4-a5cf-e938ad4c299f',
        $md$Think in people, not in per cent$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$"The filter recognises 95 % of all spam." Then a marked message is spam with 95 % certainty? No: this is the commonest mistake about chance there is, and doctors, judges and journalists make it too. It confuses two questions:

- **Of the spam**, how much is marked?
- **Of what is marked**, how much is spam?

The words are almost the same. The answers may lie far apart, because the two ask about different groups.

**Example.** Forget per cent for a moment and imagine a real mailbox with 1,000 messages, 200 of them spam. The filter marks 95 in 100 spam messages, and by mistake also 5 in 100 of the good ones.

| | spam | good | together |
|---|---|---|---|
| marked | 190 | 40 | 230 |
| not marked | 10 | 760 | 770 |
| together | 200 | 800 | 1,000 |

Of the 230 marked messages 190 are spam: **83 %**. Quite good.

Now give the *same filter* to somebody who hardly gets any spam, 20 in 1,000:

| | spam | good | together |
|---|---|---|---|
| marked | 19 | 49 | 68 |
| not marked | 1 | 931 | 932 |
| together | 20 | 980 | 1,000 |

Of 68 marked messages only 19 are spam: **28 %**. Most of what lands in the spam folder is good mail. The filter did not get worse. There are simply so many good messages that a few per cent of them outnumber nearly all of the spam.

**The rule.** What a sign tells you depends on how common the thing was *before* you saw the sign, its **base rate**. Whenever you hear that a test, a witness or a program is right in so many per cent of the cases, ask: of *which* cases? Then take a thousand, or ten thousand, split them twice, and read the answer off the row you are in.$md$
        ),
        7,
        null,
        array[
            '9b41adcb-8d28-5d03-8aa7-4aa0ba137156' /* count-the-ways */
        ]::uuid[]
    ),
    ( -- estimate-positive-test
        '79746066-4ef2-5db8-8a60-cb8da5c7f6f1',
        $md$Estimate: a positive test$md$,
        'slider_component',
        jsonb_build_object(
            'content', $md$A disease that 1 in 100 people has. A test is positive for 90 in 100 of those who have it, and by mistake also for 5 in 100 of those who do not. Somebody with no other signs takes the test at random, and it is positive.$md$,
            'prompt_text', $md$How likely is it, in per cent, that this person has the disease?$md$,
            'skill_id', 'use-base-rates',
            'skill_name', $md$Using base rates$md$,
            'min_value', 0,
            'max_value', 100,
            'step', 1,
            'current_value', 50
        ),
        5,
        'a2a7b1d2-dace-58c5-ab69-f938cb66b89c' /* bags-at-the-airport */,
        array[
            '42156e54-b2dd-5ed4-a5cf-e938ad4c299f' /* think-in-people */
        ]::uuid[]
    ),
    ( -- nine-of-ten-accidents
        '8477a074-8fd2-5e81-8c5e-9398121e94f4',
        $md$Nine accidents out of ten$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$A newspaper writes: "Nine of ten car accidents in our town are caused by people who live here, only one by visitors. Visitors are the better drivers!" What do you need to know before you can say so?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$How many accidents there were$md$),
                jsonb_build_object('id', 'b', 'text', $md$Which share of all driving in town is done by residents$md$),
                jsonb_build_object('id', 'c', 'text', $md$Whether the accidents of visitors were less serious$md$),
                jsonb_build_object('id', 'd', 'text', $md$Nothing more: nine to one is clear enough$md$)
            )
        ),
        4,
        'a2a7b1d2-dace-58c5-ab69-f938cb66b89c' /* bags-at-the-airport */,
        array[
            '42156e54-b2dd-5ed4-a5cf-e938ad4c299f' /* think-in-people */
        ]::uuid[]
    ),
    ( -- what-is-it-worth
        'c2019f9f-4db6-5e8b-8107-194b3288eab1',
        $md$What is a chance worth?$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Knowing the chances does not yet tell you what to do. A risk of one in a thousand may be fine for a wet coat and far too much for a house. You have to weigh each result by how likely it is. The **expected value** does this: multiply what each result is worth by its chance, and add up.

**Example.** A shop offers insurance for your new telephone, 60 a year. You look around and guess that 1 in 12 telephones breaks in a year, and a repair costs 240.

- With a chance of 1/12 it pays you 240, otherwise nothing.
- 240 · 1/12 = **20**. That is what the insurance is worth on average. It costs 60.

In any single year you will pay 60 for nothing or get 240. Over many years, or over all customers of the shop, it gives back 20 of every 60. The rest is the shop's costs and its profit. That there is such a gap is no scandal: it must be there, or nobody could offer insurance.

**So why does anybody buy insurance?** Because the average is not all that counts. Ask: *could I bear the bad result?* Paying 240 once in a while is a nuisance. A burnt-down house or a lawsuit over an injured person would change your life. It is sensible to pay more than the average for not having to fear *that*. Two rules come out of this:

1. For **small, repeated** risks go by the expected value. You make hundreds of such decisions in a life, and their luck evens out.
2. For **ruinous** risks pay to be rid of them, even above the average, because there is no "on the whole" after ruin.

**The trap.** Do not mistake the expected value for what will happen. No family has 1.6 children. And do not mistake the *most likely* result for it either: most lottery tickets win nothing, but it is the rare wins that decide whether the price is fair.$md$
        ),
        6,
        null,
        array[
            '9b41adcb-8d28-5d03-8aa7-4aa0ba137156' /* count-the-ways */
        ]::uuid[]
    ),
    ( -- raffle
        'a27fc3a3-5624-5b41-8059-172f1f29947e',
        $md$The raffle$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$A club sells all of its 1,000 raffle tickets at 2 euros each. One ticket wins 500 euros, ten tickets win 20 euros each, the others win nothing. What is the average result of a ticket for the one who buys it?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$A loss of 2.00 euros$md$),
                jsonb_build_object('id', 'b', 'text', $md$A gain of 0.70 euros$md$),
                jsonb_build_object('id', 'c', 'text', $md$It cannot be said, because it depends on luck$md$),
                jsonb_build_object('id', 'd', 'text', $md$A loss of 1.30 euros$md$)
            )
        ),
        4,
        null,
        array[
            'c2019f9f-4db6-5e8b-8107-194b3288eab1' /* what-is-it-worth */
        ]::uuid[]
    ),
    ( -- the-coach-who-scolds
        '97907e0b-68e4-5894-9c3f-a29a4169909c',
        $md$The coach who scolds$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$A result is partly skill and partly luck. Skill stays from one day to the next. And luck?$md$,
            'question_text', $md$A coach praises the three best archers of the day and scolds the three worst. Next day most of the praised ones have shot worse, and most of the scolded ones better. It is the same every week. "So scolding works and praise does harm," says the coach. What is the best reply?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$It would be expected even if the coach had said nothing$md$),
                jsonb_build_object('id', 'b', 'text', $md$The coach is right: it was seen every week, so it cannot be chance$md$),
                jsonb_build_object('id', 'c', 'text', $md$Six archers are too few to see anything$md$),
                jsonb_build_object('id', 'd', 'text', $md$The archers who were praised became lazy$md$)
            )
        ),
        5,
        null,
        array[
            '249273c3-9947-5424-a15e-f6b2b55564d8' /* five-heads-in-a-row */
        ]::uuid[]
    ),
    ( -- two-bakeries
        '77af5963-03a8-5442-9cf9-a91ebfc1cf00',
        $md$Two bakeries$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$Half of all customers in a town pay in cash. A small bakery has 10 customers a day, a large one 100. Both note the days on which at least 70 % paid in cash. Which of them notes more such days in a year?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$The large one, since more customers give more chances for it$md$),
                jsonb_build_object('id', 'b', 'text', $md$Both about the same: the chance is one half everywhere$md$),
                jsonb_build_object('id', 'c', 'text', $md$The small one$md$),
                jsonb_build_object('id', 'd', 'text', $md$It cannot be said without knowing the days of the week$md$)
            )
        ),
        4,
        null,
        array[
            '249273c3-9947-5424-a15e-f6b2b55564d8' /* five-heads-in-a-row */
        ]::uuid[]
    ),
    ( -- monty-hall
        'd2e296c9-5442-5033-8105-cbaf35ffac94',
        $md$Three doors$md$,
        'external_link',
        jsonb_build_object(
            'content', $md$One last puzzle, to be enjoyed slowly. There is a car behind one of three doors. You choose a door; the host, who knows where the car is, opens *another* one with a goat behind it and asks whether you want to change. Decide first, and say why. Then imagine playing 300 times and count, with the tools of this track, in how many games the first choice was right. Only then read the article.$md$,
            'url', 'https://en.wikipedia.org/wiki/Monty_Hall_problem',
            'description', $md$The article on the Monty Hall problem, about which thousands of readers once wrote angry letters to a magazine.$md$
        ),
        12,
        null,
        array[
            '42156e54-b2dd-5ed4-a5cf-e938ad4c299f' /* think-in-people */
        ]::uuid[]
    )
on conflict (id) do update
set title = excluded.title,
    unit_type = excluded.unit_type,
    content_config = excluded.content_config,
    estimated_duration_minutes = excluded.estimated_duration_minutes,
    remedial_unit_id = excluded.remedial_unit_id,
    prerequisite_unit_ids = excluded.prerequisite_unit_ids,
    updated_at = now()
where (u.title, u.unit_type, u.content_config, u.estimated_duration_minutes, u.remedial_unit_id, u.prerequisite_unit_ids)
    is distinct from (excluded.title, excluded.unit_type, excluded.content_config, excluded.estimated_duration_minutes,
                      excluded.remedial_unit_id, excluded.prerequisite_unit_ids);

-- What tells the answers.

insert into public.learning_unit_keys as k (unit_id, answer_key)
values
    ( -- three-tosses
        '3849ad1c-d65d-5d53-88a0-c6cba4c0c51c',
        jsonb_build_object(
            'correct_option_id', 'b',
            'option_feedback', jsonb_build_object(
                'a', $md$A chance above one is a sign that something was counted twice. Here it was the runs with two or three heads. And three tails in a row do happen.$md$,
                'b', $md$Yes: 1 − ½ · ½ · ½. Only one of the eight ways has no heads at all.$md$,
                'c', $md$This counts the ways with *exactly* one heads. What about two or three of them?$md$,
                'd', $md$That is the chance of a single toss. Three tosses give you three opportunities.$md$
            ),
            'explanation', $md$No heads at all means tails, tails and tails: ½ · ½ · ½ = 1/8. Everything else has at least one heads, and that is 1 − 1/8 = 7/8.$md$,
            'hints', jsonb_build_array(
                $md$What would have to happen for there to be *no* heads? Describe that run.$md$,
                $md$Three tails, one after the other: ½ · ½ · ½. That is the chance of the opposite; now take it away from the whole.$md$,
                $md$½ · ½ · ½ = 1/8 is the chance of none. The whole is 8/8, so 8/8 − 1/8 = 7/8, which is 7 in 8.$md$
            )
        )
    ),
    ( -- two-coins
        'ff7a9b04-0a35-5db0-b5d0-d5e62828d442',
        jsonb_build_object(
            'correct_option_id', 'a',
            'option_feedback', jsonb_build_object(
                'a', $md$Yes. Of the four equally likely ways, heads–tails and tails–heads fit.$md$,
                'b', $md$These are three results, but are they equally likely? Imagine a gold coin and a silver coin and count again.$md$,
                'c', $md$That is the chance of one particular way, say gold heads and silver tails. Is it the only way that fits?$md$,
                'd', $md$A mix *looks* more natural because it has no pattern. Let the coins decide: list everything that can happen.$md$
            ),
            'explanation', $md$The equally likely ways are the pairs: heads–heads, heads–tails, tails–heads, tails–tails. Two of the four are mixed, so the chance is 2/4. A mix is twice as likely as both heads, because it can come about in two ways.$md$,
            'hints', jsonb_build_array(
                $md$Make the coins different: one of gold, one of silver. Write down everything that the two of them can show.$md$,
                $md$There are four ways, and they are equally likely. Count those with different sides, and mind that gold heads with silver tails is another way than gold tails with silver heads.$md$,
                $md$Heads–heads, heads–tails, tails–heads, tails–tails: two of four ways fit, which is one in two.$md$
            )
        )
    ),
    ( -- five-heads-in-a-row
        '249273c3-9947-5424-a15e-f6b2b55564d8',
        jsonb_build_object(
            'correct_option_id', 'd',
            'option_feedback', jsonb_build_object(
                'a', $md$In the long run the *shares* get close to each other, since early streaks are drowned by later tosses. Nothing has to pay a streak back. How should the coin know?$md$,
                'b', $md$That would be reasonable for a coin you know nothing about: then five heads are a reason to suspect it. This one is fair.$md$,
                'c', $md$That is the chance of six heads seen from the *start*. Five of them have happened already. What is left to chance now?$md$,
                'd', $md$Yes. A coin has no memory; the rare thing already happened.$md$
            ),
            'explanation', $md$The tosses are **independent**: what was does not change what comes. Seen from the start, "heads six times" and "heads five times, then tails" both have a chance of 1 in 64. The streak was the unlikely part, and both share it.$md$,
            'hints', jsonb_build_array(
                $md$What exactly is different about the coin itself, after it has come up heads five times?$md$,
                $md$Compare two runs, seen from the very beginning: heads six times, and heads five times followed by tails. Work out the chance of each.$md$,
                $md$Both runs have the chance ½ · ½ · ½ · ½ · ½ · ½ = 1/64, so neither is favoured: for the sixth toss both are equally likely.$md$
            )
        )
    ),
    ( -- hundred-commutes
        '50aaced1-6415-5cb4-8433-0e958e2a32fd',
        jsonb_build_object(
            'correct_option_id', 'c',
            'option_feedback', jsonb_build_object(
                'a', $md$By that rule 200 mornings would have a chance of 200 percent. Adding counts a hundred days with two cancellations twice.$md$,
                'b', $md$You are close: that is the chance of something, and you have worked it out correctly. Read again what was asked.$md$,
                'c', $md$Yes: 1 − 0.99¹⁰⁰. On average there is one cancellation per hundred mornings, but some hundreds have two or three and many have none.$md$,
                'd', $md$The chance on any *one* morning stays the same, true. But you give it a hundred opportunities.$md$
            ),
            'explanation', $md$No cancellation on one morning: 0.99. None on a hundred mornings: 0.99 · 0.99 · … (a hundred times), about 0.37. At least one: 1 − 0.37 = 0.63. It is a useful number to keep: whatever happens once in n tries on average happens at least once in n tries with a chance of about 63 percent (for large n).$md$,
            'hints', jsonb_build_array(
                $md$Which is easier to work out: the chance of one or two or three or … cancellations, or the chance of none?$md$,
                $md$No cancellation on a single morning has a chance of 0.99. For a hundred mornings this has to happen a hundred times over. Then remember that you want the opposite.$md$,
                $md$0.99 to the power of 100 is about 0.37; that is the chance of none. 1 − 0.37 = 0.63: about 63 percent.$md$
            )
        )
    ),
    ( -- estimate-birthdays
        '77d0dc06-e8c4-5323-ada0-ba48e46d7953',
        jsonb_build_object(
            'target_value', 71,
            'tolerance', 5,
            'zero_distance', 45,
            'explanation', $md$It is 70.6 %. What counts is not 30 people but 30 · 29 / 2 = 435 *pairs*, each of which may agree. The opposite is "all different": 365/365 · 364/365 · 363/365 · … · 336/365, about 0.294. So 1 − 0.294 = 0.706. With 23 people it is already a little over one half. Feeling goes wrong because it thinks of *my* birthday, and that is another question: among the 29 others somebody shares yours with a chance of under 8 %.$md$,
            'hints', jsonb_build_array(
                $md$The question is not whether somebody has *your* birthday. How many pairs of people are there among 30?$md$,
                $md$There are 435 pairs, and each agrees with a chance of 1 in 365. Turn the question round: how likely is it that 435 such tries all fail? (0.9973 is the chance that one fails.)$md$,
                $md$All 30 different: 365/365 · 364/365 · … · 336/365 is about 0.29. At least two alike: 1 − 0.29, which is 71 %.$md$
            )
        )
    ),
    ( -- estimate-positive-test
        '79746066-4ef2-5db8-8a60-cb8da5c7f6f1',
        jsonb_build_object(
            'target_value', 15,
            'tolerance', 4,
            'zero_distance', 35,
            'explanation', $md$Take 10,000 people: 100 have the disease, 90 of them test positive. Of the other 9,900 the test calls 5 in 100 positive by mistake, 495 people. So 585 are positive and 90 of them have the disease: 90/585 = 15.4 %. The test is still useful: it raised the chance from 1 % to 15 %, and a second, independent test would raise it further.$md$,
            'hints', jsonb_build_array(
                $md$Do not combine the percentages. Imagine 10,000 people instead: how many of them have the disease?$md$,
                $md$100 of the 10,000 have it, and 90 of those test positive. How many of the 9,900 *without* it test positive as well? All of these people hold the same result in their hands.$md$,
                $md$90 positives have the disease and 495 (5 in 100 of 9,900) do not. 90 out of 90 + 495 = 585 is 15 %.$md$
            )
        )
    ),
    ( -- nine-of-ten-accidents
        '8477a074-8fd2-5e81-8c5e-9398121e94f4',
        jsonb_build_object(
            'correct_option_id', 'b',
            'option_feedback', jsonb_build_object(
                'a', $md$More accidents would make "nine of ten" more trustworthy. But assume that it is exactly right: does the conclusion follow?$md$,
                'b', $md$Yes. If they do nineteen twentieths of the driving, nine tenths of the accidents is even *less* than their share.$md$,
                'c', $md$Interesting, but it is about what happens *after* a mistake. The claim is about how often each group makes one.$md$,
                'd', $md$Nine of ten accidents happen to people with two arms as well. The number says who is *in* the accidents, and that depends on who is there.$md$
            ),
            'explanation', $md$The newspaper answers "of the accidents, how many are by residents?" The claim is about "of the drives by residents, how many end in an accident?" To get from one to the other you need the base rate: how much of the driving is theirs. Nearly all accidents happen close to home for the same reason: that is where people are.$md$,
            'hints', jsonb_build_array(
                $md$Two questions are mixed up here: of the accidents, how many are by residents, and of the residents’ drives, how many end in an accident?$md$,
                $md$Imagine a town that no visitor ever enters. What would the newspaper have to write about it? What is missing in its numbers, then?$md$,
                $md$In a town without visitors all accidents are by residents, and that says nothing about skill. What is missing is the base rate: which share of all driving in town is done by residents.$md$
            )
        )
    ),
    ( -- raffle
        'a27fc3a3-5624-5b41-8059-172f1f29947e',
        jsonb_build_object(
            'correct_option_id', 'd',
            'option_feedback', jsonb_build_object(
                'a', $md$That is the *most likely* result: 989 of 1,000 tickets end so. The average also counts the other eleven.$md$,
                'b', $md$You have worked out correctly what a ticket brings in on average. Is that already what the buyer has in the end?$md$,
                'c', $md$For *your* ticket it does. For the average of all tickets nothing is left to luck: it is known what is paid in and paid out.$md$,
                'd', $md$Yes. The tickets bring back 0.70 on average and cost 2.$md$
            ),
            'explanation', $md$All tickets together bring 500 + 10 · 20 = 700 euros, which is 0.70 per ticket. Each costs 2, so on average 0.70 − 2.00 = −1.30. The club keeps 1,300 euros. Whether you want to buy one, for the fun or for the club, is another question, but now you know the price of the fun.$md$,
            'hints', jsonb_build_array(
                $md$Imagine that one person buys all the tickets. What do they pay, and what do they get?$md$,
                $md$They get 500 once and 20 ten times. Divide that by the number of tickets, and do not forget what each ticket has cost.$md$,
                $md$700 euros come back for 1,000 tickets, 0.70 each. 2.00 was paid for each. The difference is a loss of 1.30 euros.$md$
            )
        )
    ),
    ( -- the-coach-who-scolds
        '97907e0b-68e4-5894-9c3f-a29a4169909c',
        jsonb_build_object(
            'correct_option_id', 'a',
            'option_feedback', jsonb_build_object(
                'a', $md$Yes. The best of a day were good and also lucky, and the luck does not come with them to the next day.$md$,
                'b', $md$That it happens every week shows that it has a *cause*. It does not show that the words are that cause. What else do the three best of a day have in common?$md$,
                'c', $md$With more archers the coach would see the same thing even more clearly. The trouble is not that there is too little data.$md$,
                'd', $md$Perhaps, but it explains only half of what was seen, and it was not needed: chance alone brings this about, for both groups.$md$
            ),
            'explanation', $md$Whoever is at the very top on one day has usually had luck on top of skill; at the bottom, bad luck. The skill stays and the luck is drawn anew, so on the next day both groups come closer to what they usually do. This is **regression to the mean**. It happens wherever extremes are picked out, and makes whatever was done to them look like a cause. To see what words do you need a comparison: archers of the same results to whom nothing was said.$md$,
            'hints', jsonb_build_array(
                $md$How does an archer get to be among the three best of one particular day? Name two ingredients.$md$,
                $md$The three best were skilled *and* lucky on that day. Which of the two can they count on tomorrow? What do you expect of them, then, without any coach?$md$,
                $md$Luck is drawn anew: the best have less of it on the next day, the worst more. So it would be expected even if the coach had said nothing.$md$
            )
        )
    ),
    ( -- two-bakeries
        '77af5963-03a8-5442-9cf9-a91ebfc1cf00',
        jsonb_build_object(
            'correct_option_id', 'c',
            'option_feedback', jsonb_build_object(
                'a', $md$More customers give more *cash payers*. But the day is noted for its share, and each customer weighs less in a larger crowd.$md$,
                'b', $md$The chance for one *customer* is the same. The question is how far the share of a day strays from one half.$md$,
                'c', $md$Yes, by far: about 17 days in a hundred there, about 4 in a hundred thousand in the large one.$md$,
                'd', $md$It does not matter which days they are. Compare: how easily do 7 of 10 people happen to have cash, and how easily 70 of 100?$md$
            ),
            'explanation', $md$Small groups stray further. At least 7 of 10 has a chance of 176/1024, about 17 %; at least 70 of 100 only about 0.004 %. This is why the schools, clinics or villages with the *best* figures are so often small ones, and those with the *worst* figures as well. Before you explain an extreme, look at how many cases it is made of.$md$,
            'hints', jsonb_build_array(
                $md$Go to the extreme: a stall with 2 customers a day. How often would all of them pay in cash? And all 100 of the large bakery?$md$,
                $md$In one place two customers more than usual are enough for such a day. In the other one it takes twenty more than usual, all on the same day.$md$,
                $md$7 of 10 happens on about one day in six, 70 of 100 practically never. The answer is the small one.$md$
            )
        )
    )
on conflict (unit_id) do update
set answer_key = excluded.answer_key
where k.answer_key is distinct from excluded.answer_key;

-- The order of the track: exactly this. Units stay, whatever the order was, since learners may be on them.

delete from public.track_learning_units
where track_id = 'ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0'
  and unit_id not in (
      '9b41adcb-8d28-5d03-8aa7-4aa0ba137156',
      'ff7a9b04-0a35-5db0-b5d0-d5e62828d442',
      '249273c3-9947-5424-a15e-f6b2b55564d8',
      '1f1d1b72-7679-5d90-918d-8c3871a90cbe',
      '50aaced1-6415-5cb4-8433-0e958e2a32fd',
      '77d0dc06-e8c4-5323-ada0-ba48e46d7953',
      '42156e54-b2dd-5ed4-a5cf-e938ad4c299f',
      '79746066-4ef2-5db8-8a60-cb8da5c7f6f1',
      '8477a074-8fd2-5e81-8c5e-9398121e94f4',
      'c2019f9f-4db6-5e8b-8107-194b3288eab1',
      'a27fc3a3-5624-5b41-8059-172f1f29947e',
      '97907e0b-68e4-5894-9c3f-a29a4169909c',
      '77af5963-03a8-5442-9cf9-a91ebfc1cf00',
      'd2e296c9-5442-5033-8105-cbaf35ffac94'
  );

insert into public.track_learning_units as o (track_id, unit_id, sequence_order)
values
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '9b41adcb-8d28-5d03-8aa7-4aa0ba137156', 1) /* count-the-ways */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', 'ff7a9b04-0a35-5db0-b5d0-d5e62828d442', 2) /* two-coins */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '249273c3-9947-5424-a15e-f6b2b55564d8', 3) /* five-heads-in-a-row */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '1f1d1b72-7679-5d90-918d-8c3871a90cbe', 4) /* turn-it-round */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '50aaced1-6415-5cb4-8433-0e958e2a32fd', 5) /* hundred-commutes */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '77d0dc06-e8c4-5323-ada0-ba48e46d7953', 6) /* estimate-birthdays */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '42156e54-b2dd-5ed4-a5cf-e938ad4c299f', 7) /* think-in-people */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '79746066-4ef2-5db8-8a60-cb8da5c7f6f1', 8) /* estimate-positive-test */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '8477a074-8fd2-5e81-8c5e-9398121e94f4', 9) /* nine-of-ten-accidents */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', 'c2019f9f-4db6-5e8b-8107-194b3288eab1', 10) /* what-is-it-worth */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', 'a27fc3a3-5624-5b41-8059-172f1f29947e', 11) /* raffle */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '97907e0b-68e4-5894-9c3f-a29a4169909c', 12) /* the-coach-who-scolds */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', '77af5963-03a8-5442-9cf9-a91ebfc1cf00', 13) /* two-bakeries */,
    ('ebfba8a8-cc7a-5b12-a060-e3eda6fa86d0', 'd2e296c9-5442-5033-8105-cbaf35ffac94', 14) /* monty-hall */
on conflict (track_id, unit_id) do update
set sequence_order = excluded.sequence_order
where o.sequence_order is distinct from excluded.sequence_order;
