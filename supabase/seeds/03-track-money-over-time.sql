-- Learning track: Money over time
--
-- The script may run any number of times: an id that is already there gets the text below, and a row that is equal
-- already is left alone (its updated_at does not move). Every statement is complete in itself.
--
-- Ids are version 5 UUIDs in the URL namespace, of "urn:chiron:learning-track:money-over-time" and of
-- "urn:chiron:learning-unit:money-over-time/<the name in the comment of the unit>". They stay the same for good, because
-- learners' progress refers to them. README.md says how to change a track.

insert into public.learning_tracks as t (id, title, description)
values (
    '673f5692-cf98-5588-b392-7eb45d3678d9',
    $md$Money over time$md$,
    $md$Interest, prices, loans and fees are one idea seen from four sides: money changes with time. You learn to work out by hand what a plan leaves you in ten or thirty years, what a loan really costs, and which of two offers is better. No currency, bank or product is recommended; growth rates are assumptions to calculate with, never promises.$md$
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
    ( -- a-share-for-each-month
        '13d15074-e494-5996-9d2e-8546e94b58a7',
        $md$A share for each month$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$A bill that comes once a year is a small bill each month that is collected all at once. To see it in a monthly plan, divide it by twelve; what comes every three months, by three.$md$,
            'question_text', $md$Insurance costs 240 once a year, and water costs 90 every three months. How much should be put aside for the two each month?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$50 a month$md$),
                jsonb_build_object('id', 'b', 'text', $md$330 a month$md$),
                jsonb_build_object('id', 'c', 'text', $md$27.50 a month$md$),
                jsonb_build_object('id', 'd', 'text', $md$20 a month, and the water bill when it comes$md$)
            )
        ),
        3,
        null,
        '{}'
    ),
    ( -- growth-year-by-year
        'dc1783d6-624a-5adc-b75c-bd2480ff2e41',
        $md$Growth, year by year$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Take 100 and a rate that is easy on the head, 10 % a year. Do not use a formula; add a tenth, write the result down, and add a tenth of *that*.

| after years | amount | added in this year |
|---|---|---|
| 1 | 110.00 | 10.00 |
| 2 | 121.00 | 11.00 |
| 3 | 133.10 | 12.10 |
| 4 | 146.41 | 13.31 |
| 5 | 161.05 | 14.64 |
| 6 | 177.16 | 16.11 |
| 7 | 194.87 | 17.72 |
| 8 | 214.36 | 19.49 |

Look at the last column. Nobody pays in anything, and yet more is added every year, because the tenth is taken of more. If it stayed at 10, the amount would be 180 after eight years.

**Doubling.** A little after the seventh year the 100 have become 200. The rule of thumb says 72/10 = 7.2, and so it is. And now the step that most people miss: at that moment you are where you began, only with 200. The *same* seven years lead from 200 to 400, and the next seven from 400 to 800. Doubling times do not add money, they multiply it. The number of doublings is what you should count:

| doublings | times as much |
|---|---|
| 1 | 2 |
| 2 | 4 |
| 3 | 8 |
| 4 | 16 |

**Early and late.** A deposit that has time for three doublings is worth as much at the end as four deposits that have time for only one. Nobody earned that difference by work. It is time.

**A small change of the rate.** With 9 % instead of 10 % a doubling takes 8 years instead of 7.3. That sounds harmless. After a long time, though, one has had a doubling more than the other, and a doubling is half of everything you have at the end. So with growth, do not ask how much a rate differs. Ask *how many doublings* it leaves you.$md$
        ),
        5,
        null,
        '{}'
    ),
    ( -- a-payment-in-two-parts
        '5954fd0c-b89c-5168-862a-5012a63b14cb',
        $md$A payment in two parts$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$Think of a bath with the tap running. Your payment is a bucket with which you scoop water out; the tap is the interest. What the tap adds you have to scoop out first, only to stand still. **Only what the bucket takes beyond that lowers the water.**

Say you owe 1,000 and the interest is 2 % a month, so the tap adds 20 in the first month.

| you pay | of this interest | the debt shrinks by |
|---|---|---|
| 20 | 20 | 0 |
| 25 | 20 | 5 |
| 30 | 20 | 10 |
| 60 | 20 | 40 |

Compare the rows. From 25 to 30 you pay a fifth more, and the debt shrinks *twice* as fast. From 30 to 60 you pay twice as much, and it shrinks four times as fast. The closer a payment is to the bare interest, the more every extra coin counts, because the interest is paid already and the extra goes into the debt whole.

The lead of the larger payment becomes smaller over time: as the water sinks, the tap also runs more slowly, and then more of the small bucket helps too. So a payment twice as large does not keep its lead of four to one until the end. But it never falls back to two to one either.

**Two debts, one extra coin.** Now there are two baths. One is large with a tap that drips, the other small with a tap wide open. You have one extra bucket. Into which bath do you dip it?

How full a bath is does not matter for that. A bucket taken out slows down the tap it is under: for every 100 you pay off, a debt at 20 % costs you 20 less each year, one at 5 % only 5 less. So take it from where the tap, the **rate**, is strongest. The same goes for a savings account, which is a tap running in your favour: 100 that earn 2 there bring less than 100 that save you 20 elsewhere.$md$
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
    ( -- months-that-tell-the-truth
        'c98e58ec-efbb-5e44-8c26-983745b1914a',
        $md$Months that tell the truth$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$"At the end of my money there is always some month left." The usual advice is to write down every coffee. It is more useful to look at the few large things first, and at those that are **hard to see because they come seldom**.

Put what you spend into three boxes:

- **Fixed**: the same each month. Rent, electricity, telephone, contracts.
- **Seldom**: certain to come, but not each month. Insurance once a year, the repair of a bicycle or car, birthdays, a journey.
- **Free**: what you decide from day to day. Food out, clothes, the coffee.

The middle box is where plans fail. A bill of 480 in March feels like bad luck, and yet it was known since last March. So give every seldom bill a month's share: divide by twelve what comes once a year, and put that much aside *each* month, best on another account.

**Example.** Sam has 1,800 a month after taxes.

| | a month |
|---|---|
| income | 1,800 |
| fixed: rent, electricity, telephone, ticket | −1,120 |
| seldom: 480 insurance + 300 repairs + 900 journey = 1,680 a year | −140 |
| free | 540 |

Without the third line Sam would believe in 680 of free money, spend it, and be 1,680 short in the course of the year. With it, March brings a bill and no surprise.

**Then decide in this order.** First the seldom box, since it is owed already. Then what you want to save, moved away on the day the income arrives; what remains on the account looks like all there is, and is spent more carefully. The rest is free, and you need not feel guilty about any of it.

A reserve of some months' fixed costs is worth more than a clever investment: it is what keeps a broken washing machine from becoming a loan.$md$
        ),
        6,
        null,
        '{}'
    ),
    ( -- what-mira-can-save
        'e087df7b-e65b-586c-bb61-f1dd561b3a0b',
        $md$What Mira can put aside$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$Mira has 2,100 a month after taxes. Rent, food and all monthly bills together come to 1,650. Besides, she pays 720 for insurance, 360 for the car's inspection and 1,200 for a journey once a year each. How much can she put aside each month, over a whole year, without ever getting into debt for these?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$450 a month$md$),
                jsonb_build_object('id', 'b', 'text', $md$Nothing: the yearly bills are larger than what is left$md$),
                jsonb_build_object('id', 'c', 'text', $md$260 a month$md$),
                jsonb_build_object('id', 'd', 'text', $md$360 a month$md$)
            )
        ),
        4,
        '13d15074-e494-5996-9d2e-8546e94b58a7' /* a-share-for-each-month */,
        array[
            'c98e58ec-efbb-5e44-8c26-983745b1914a' /* months-that-tell-the-truth */
        ]::uuid[]
    ),
    ( -- interest-on-interest
        'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505',
        $md$Interest on interest$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$You lend a bank 1,000 and it pays 5 % a year. After the first year you get 50. Leave them there, and in the second year the bank pays for 1,050, which is 52.50. The extra 2.50 look like nothing. They are the most important thing in this whole track.

**Example.** Two people start with 1,000 at 5 %. One takes the 50 out each year and keeps them in a drawer. The other one leaves everything where it is.

| after years | with a drawer | left alone |
|---|---|---|
| 1 | 1,050 | 1,050 |
| 2 | 1,100 | 1,102.50 |
| 10 | 1,500 | 1,628.89 |
| 20 | 2,000 | 2,653.30 |
| 30 | 2,500 | 4,321.94 |
| 40 | 3,000 | 7,039.99 |

The drawer grows by *adding* the same amount, the account by *multiplying* with the same factor: 1.05 each year, so 1.05³⁰ = 4.32 after thirty. Adding makes a straight line. Multiplying makes a curve that is dull for a long time and then steep. In the last ten years the account earned 2,718.05, far more than in the first twenty.

**A rule for the head.** How long until money doubles? Divide 72 by the interest rate in per cent. At 6 % it takes about 72/6 = 12 years (exactly 11.9), at 4 % about 18 (exactly 17.7). It is only a rule of thumb, but a good one between 2 % and 12 %.

**What follows from it.**

- **Time is worth more than cleverness.** The years at the end are the good ones, and you only get them by starting early.
- **Small differences in the rate are not small.** After 40 years 5 % made seven out of one; 3 % would have made 3.26.
- **It works against you as well.** Debts grow on the same curve, and their rates are usually higher.

And a warning: savings accounts promise a rate for some time. Shares do not; a year may bring 20 % or −30 %. When an example here says "at 6 %", it means *if* it is 6 % on average.$md$
        ),
        6,
        null,
        '{}'
    ),
    ( -- estimate-fourfold
        'ac1dfb64-1486-55d2-8b91-20ce39057c2a',
        $md$Estimate: four times as much$md$,
        'slider_component',
        jsonb_build_object(
            'content', $md$An amount grows by 6 % each year, and nobody touches it.$md$,
            'prompt_text', $md$After how many years is it four times as much as at the start?$md$,
            'skill_id', 'estimate-growth-of-money',
            'skill_name', $md$Estimating growth of money$md$,
            'min_value', 1,
            'max_value', 60,
            'step', 1,
            'current_value', 1
        ),
        4,
        'dc1783d6-624a-5adc-b75c-bd2480ff2e41' /* growth-year-by-year */,
        array[
            'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505' /* interest-on-interest */
        ]::uuid[]
    ),
    ( -- ada-and-ben
        '7ba4053f-c540-5393-bad3-dfa438111c65',
        $md$Ada starts, Ben catches up?$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$Deposits are made at the start of each year, the rate is 7 % throughout, and nothing is taken out.$md$,
            'question_text', $md$Ada puts aside 2,000 a year from age 25 to 34, ten times, and then never again. Ben starts at 35 and puts aside 2,000 every year up to 64, thirty times. Who has more on their 65th birthday?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$Ben, about three times as much, since he paid in three times as much$md$),
                jsonb_build_object('id', 'b', 'text', $md$Ada, by some 20,000$md$),
                jsonb_build_object('id', 'c', 'text', $md$Ben, though by less than his deposits suggest$md$),
                jsonb_build_object('id', 'd', 'text', $md$Both have about the same: Ada’s time makes up for Ben’s deposits$md$)
            )
        ),
        5,
        'dc1783d6-624a-5adc-b75c-bd2480ff2e41' /* growth-year-by-year */,
        array[
            'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505' /* interest-on-interest */
        ]::uuid[]
    ),
    ( -- what-money-buys
        'e0dbdb6e-0a60-5127-8d3e-b66e18c2c3a5',
        $md$What money buys$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$A number on an account is not what you want. You want bread, a flat, a journey, and their prices move. **Inflation** is the rate at which a whole basket of such things becomes dearer. At 3 % inflation the basket that cost 1,000 this year costs 1,030 next year.

For money in a drawer this is interest backwards. After 20 years at 3 % the drawer still holds 1,000, but it buys only what 553.68 would buy today, because 1,000/1.03²⁰ = 553.68.

**Nominal and real.** The rate in the contract is called *nominal*. What counts is the *real* rate: by how much more can you buy?

> real factor = nominal factor ÷ price factor

**Example.** A savings account pays 2 % while prices rise by 3 %. In a year 1,000 become 1,020, and the basket rises from 1,000 to 1,030. You can buy 1,020/1,030 = 0.990 of a basket: the account has *lost* about 1 %, although a larger number stands on it. After 20 years it says 1,485.95, and that buys what 822.73 would have bought at the start.

For small rates you can simply subtract: 2 % − 3 % = −1 %. Divide when it has to be exact or the rates are large.

**Why it is so hard to see.** The larger number is in front of you, and the price of the basket is spread over a thousand shelves. People are pleased about a rise in pay of 5 % with 6 % inflation and upset about a cut of 1 % without any, though in goods the two are the same. This is called the **money illusion**.

**What to do with it.** Compare nominal with nominal or real with real, never one with the other. When somebody shows you what a plan will be worth in 30 years, ask: *in the money of which year?* And do not keep more in a drawer than you need at short notice; the reserve is there for safety, and what it loses is the price of that safety.$md$
        ),
        6,
        null,
        array[
            'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505' /* interest-on-interest */
        ]::uuid[]
    ),
    ( -- a-rise-in-pay
        '87cab2ee-a8b3-5160-935c-4b34f5c9a4d7',
        $md$A rise in pay$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$Your pay rises by 3 % this year. Prices rise by 5 % in the same year. How much can you buy with a month’s pay, compared with last year?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$About 3 percent more$md$),
                jsonb_build_object('id', 'b', 'text', $md$About 8 percent less$md$),
                jsonb_build_object('id', 'c', 'text', $md$Just as much, as both went up$md$),
                jsonb_build_object('id', 'd', 'text', $md$About 2 percent less$md$)
            )
        ),
        3,
        null,
        array[
            'e0dbdb6e-0a60-5127-8d3e-b66e18c2c3a5' /* what-money-buys */
        ]::uuid[]
    ),
    ( -- after-the-fall
        '63e19d31-e3d2-5668-9fc8-9baea9724c72',
        $md$After the fall$md$,
        'mcq_component',
        jsonb_build_object(
            'content', $md$Percentages always speak of something: 10 % *of what*? When that something changes in between, they no longer add up.$md$,
            'question_text', $md$A fund falls by 40 %. By how much does it have to rise afterwards to be worth as much as before?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$By about 67 percent$md$),
                jsonb_build_object('id', 'b', 'text', $md$By 40 percent$md$),
                jsonb_build_object('id', 'c', 'text', $md$By 60 percent$md$),
                jsonb_build_object('id', 'd', 'text', $md$By 80 percent$md$)
            )
        ),
        4,
        null,
        array[
            'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505' /* interest-on-interest */
        ]::uuid[]
    ),
    ( -- where-a-payment-goes
        '80514487-a850-545c-9c41-4d3239c32146',
        $md$Where a payment goes$md$,
        'content_snippet',
        jsonb_build_object(
            'content', $md$A loan is a savings account seen from the other side: now it is you who pays the interest. Each month two things happen. First, interest is added for what you *still owe*. Then your payment comes in; part of it pays that interest, and only **the rest makes the debt smaller**.

**Example.** You owe 1,200 at 12 % a year, which is 1 % a month, and pay 100 each month.

| month | interest | debt shrinks by | still owed |
|---|---|---|---|
| 1 | 12.00 | 88.00 | 1,112.00 |
| 2 | 11.12 | 88.88 | 1,023.12 |
| 3 | 10.23 | 89.77 | 933.35 |

You see the curve again, this time working for you: the smaller the debt, the less interest, the faster it shrinks. After 13 months it is paid, for 1,284.78 in all. With 15 a month instead, 12 of the first 15 are interest, and it takes 162 months and 2,426.45, twice what you borrowed. With 12 or less it never ends.

**Long and short.** Lower payments feel better and cost more. 10,000 at 6 %:

| years | each month | in all | the loan costs |
|---|---|---|---|
| 3 | 304.22 | 10,952 | 952 |
| 5 | 193.33 | 11,600 | 1,600 |
| 7 | 146.09 | 12,271 | 2,271 |

An advertisement shows the second column. Look at the last one.

**Compare by one number.** Lenders may add fees, or quote a rate per month: 1.5 % a month is not 18 % a year but 19.6 %, because 1.015¹² = 1.196. In many countries they have to state one yearly rate with everything in it, often called APR or effective rate. Compare offers of the same length by that. Whether you can afford one is a separate question, and the monthly payment answers it.

**Which debt first?** Any spare money saves exactly the rate of the debt it pays off. So put it where the *rate* is highest, and pay on the others what you must.$md$
        ),
        7,
        null,
        array[
            'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505' /* interest-on-interest */
        ]::uuid[]
    ),
    ( -- double-the-payment
        '267cf1b1-e610-5c2a-aca5-783eeb9cb8ee',
        $md$Twice the payment$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$On a credit card you owe 2,000 at 18 % a year, that is 1.5 % a month. You have been paying 40 a month, and nothing new is bought with the card. How does the time until you are free of debt change if you pay 80 a month from now on?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$It is cut in half$md$),
                jsonb_build_object('id', 'b', 'text', $md$It becomes a little shorter: most of the payment is interest anyway$md$),
                jsonb_build_object('id', 'c', 'text', $md$It falls to about a third$md$),
                jsonb_build_object('id', 'd', 'text', $md$It falls to about nine tenths$md$)
            )
        ),
        5,
        '5954fd0c-b89c-5168-862a-5012a63b14cb' /* a-payment-in-two-parts */,
        array[
            '80514487-a850-545c-9c41-4d3239c32146' /* where-a-payment-goes */
        ]::uuid[]
    ),
    ( -- a-thousand-to-spare
        '7915558b-051c-55cb-8f7f-cd893f1f89f1',
        $md$A thousand to spare$md$,
        'mcq_component',
        jsonb_build_object(
            'question_text', $md$You have a reserve for bad days, and 1,000 besides. You owe 3,000 on a credit card at 18 % and 9,000 of a student loan at 4 %, both can be repaid early without a fee, and a savings account pays 2 %. Where does the 1,000 do most for you?$md$,
            'options', jsonb_build_array(
                jsonb_build_object('id', 'a', 'text', $md$On the savings account: savings make you richer, debts only cost$md$),
                jsonb_build_object('id', 'b', 'text', $md$On the student loan, because it is the largest debt$md$),
                jsonb_build_object('id', 'c', 'text', $md$A third in each place, to spread the risk$md$),
                jsonb_build_object('id', 'd', 'text', $md$On the credit card$md$)
            )
        ),
        4,
        '5954fd0c-b89c-5168-862a-5012a63b14cb' /* a-payment-in-two-parts */,
        array[
            '80514487-a850-545c-9c41-4d3239c32146' /* where-a-payment-goes */
        ]::uuid[]
    ),
    ( -- estimate-the-fee
        '6175b72d-628b-5c88-8254-dcf528091817',
        $md$Estimate: a small fee$md$,
        'slider_component',
        jsonb_build_object(
            'content', $md$Two funds invest in exactly the same things, which grow by 6 % a year before costs. The first fund charges nothing. The second keeps 1.5 percentage points each year, so that 4.5 % are left for you. You put 10,000 into it and wait for 30 years.$md$,
            'prompt_text', $md$Which share of what the free fund would have given you at the end has the fee eaten up, in per cent?$md$,
            'skill_id', 'see-through-fees',
            'skill_name', $md$Seeing through fees$md$,
            'min_value', 0,
            'max_value', 100,
            'step', 1,
            'current_value', 0
        ),
        5,
        'dc1783d6-624a-5adc-b75c-bd2480ff2e41' /* growth-year-by-year */,
        array[
            'ac1dfb64-1486-55d2-8b91-20ce39057c2a' /* estimate-fourfold */
        ]::uuid[]
    ),
    ( -- compound-interest
        '15c562b9-4df0-51aa-98c2-89ee9c4ea10a',
        $md$Look it up: compound interest$md$,
        'external_link',
        jsonb_build_object(
            'content', $md$You have worked with all of this by hand. Read the article with one question in mind: what happens to 1,000 at 12 % if interest is paid not once a year but every month, every day, every second? It does not grow without limit. See which number turns up at the end, and who found it.$md$,
            'url', 'https://en.wikipedia.org/wiki/Compound_interest',
            'description', $md$The article on compound interest: its formulas, what changes when interest is paid monthly, and its history.$md$
        ),
        8,
        null,
        array[
            'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505' /* interest-on-interest */
        ]::uuid[]
    ),
    ( -- how-sure-with-offers
        '609133f4-949e-53ff-8559-8360d0466bba',
        $md$How sure are you now?$md$,
        'slider_component',
        jsonb_build_object(
            'content', $md$No points here; it tells you and your tutor what to come back to.$md$,
            'prompt_text', $md$Somebody offers you a loan or a savings plan tomorrow. How sure are you that you can find out what it costs or brings? (0: not at all, 10: quite sure)$md$,
            'skill_id', 'judge-an-offer',
            'skill_name', $md$Judging an offer$md$,
            'min_value', 0,
            'max_value', 10,
            'step', 1
        ),
        2,
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

-- What tells the answers.

insert into public.learning_unit_keys as k (unit_id, answer_key)
values
    ( -- a-share-for-each-month
        '13d15074-e494-5996-9d2e-8546e94b58a7',
        jsonb_build_object(
            'correct_option_id', 'a',
            'option_feedback', jsonb_build_object(
                'a', $md$Yes: 240/12 = 20 and 90/3 = 30.$md$,
                'b', $md$That is the sum of two bills as they arrive. Neither of them comes every month.$md$,
                'c', $md$You have divided both by twelve. How often a year does the water bill come?$md$,
                'd', $md$Then every third month has a hole of 90 in it. The aim is that no month does.$md$
            ),
            'explanation', $md$240 once a year is 240/12 = 20 a month, 90 every three months is 90/3 = 30 a month. Together it is 50. Check it over a year: 12 · 50 = 600, and the bills are 240 + 4 · 90 = 600.$md$,
            'hints', jsonb_build_array(
                $md$For each bill: how many months does it have to last?$md$,
                $md$The insurance lasts for twelve months, the water for three. Divide each bill by its own number of months, and only then add.$md$,
                $md$240/12 = 20 and 90/3 = 30, together 50 a month.$md$
            )
        )
    ),
    ( -- what-mira-can-save
        'e087df7b-e65b-586c-bb61-f1dd561b3a0b',
        jsonb_build_object(
            'correct_option_id', 'c',
            'option_feedback', jsonb_build_object(
                'a', $md$That is what is left in a month in which nothing special comes up. Over the year, three bills have not been thought of.$md$,
                'b', $md$They are larger than what is left in one month. But she has twelve months to prepare for them.$md$,
                'c', $md$Yes: 2,100 − 1,650 − 190, where 190 is a month’s share of the yearly bills.$md$,
                'd', $md$This leaves room for insurance and inspection (90 a month) but not for the journey. If she means to go, it is a bill like the others.$md$
            ),
            'explanation', $md$The yearly bills are 720 + 360 + 1,200 = 2,280, which is 190 for each month. 2,100 − 1,650 − 190 = 260. Whoever counts on 450 is 2,280 short in the course of a year, and will call it bad luck.$md$,
            'hints', jsonb_build_array(
                $md$All numbers have to speak of the same stretch of time. Which of them do not?$md$,
                $md$Add up what comes once a year and find a month’s share of it. That share is owed each month, as if it were a bill.$md$,
                $md$720 + 360 + 1,200 = 2,280, divided by 12 is 190. 2,100 − 1,650 = 450, and 450 − 190 leaves 260 a month.$md$
            )
        )
    ),
    ( -- estimate-fourfold
        'ac1dfb64-1486-55d2-8b91-20ce39057c2a',
        jsonb_build_object(
            'target_value', 24,
            'tolerance', 2,
            'zero_distance', 18,
            'explanation', $md$The rule of thumb says that it doubles every 72/6 = 12 years. Four times as much is doubled and doubled again: 24 years. Exactly, 1.06²⁴ = 4.05, and four times is reached after 23.8 years. Who thinks in straight lines says 50, since 300 % of interest are 50 times 6 %.$md$,
            'hints', jsonb_build_array(
                $md$Do not ask for four times at once. When is it *twice* as much?$md$,
                $md$You can work out the time for twice as much with 72 divided by the rate. Then look at that doubled amount as a new start: what must happen to it?$md$,
                $md$72/6 = 12 years until it is doubled. Doubling once more takes another 12 years and makes it four times as much: 12 + 12 = 24.$md$
            )
        )
    ),
    ( -- ada-and-ben
        '7ba4053f-c540-5393-bad3-dfa438111c65',
        jsonb_build_object(
            'correct_option_id', 'b',
            'option_feedback', jsonb_build_object(
                'a', $md$It would be so if money did not grow. How long did Ada’s money work on average, and how long Ben’s?$md$,
                'b', $md$Yes: about 225,000 against 202,000, with 20,000 paid in against 60,000.$md$,
                'c', $md$You see that time helps Ada. Now put numbers on it: when Ben starts, her ten deposits have grown to almost 30,000. How often does that double until 65, and what is it then?$md$,
                'd', $md$A fair guess, but growth does not aim at justice. Work out roughly what Ada’s money is worth at 35, and how often it doubles after that.$md$
            ),
            'explanation', $md$When Ada is 35, her deposits have grown to 29,567. At 7 % money doubles about every ten years (72/7 = 10.3), so in thirty years it doubles nearly three times: 225,073 in the end. Ben pays in 60,000, but most of it has little time to grow: 202,146. At 6 % he would win narrowly, so the message is not that starting late is useless. It is that ten early years can weigh as much as thirty later ones.$md$,
            'hints', jsonb_build_array(
                $md$Ignore Ben for the moment. Ada has paid in ten times 2,000 by 35, and it has grown a little already. What happens to it in the next thirty years?$md$,
                $md$At 7 % money doubles about every ten years. From 35 to 65 that makes nearly three doublings of almost 30,000. Ben’s deposits have only about fifteen years on average.$md$,
                $md$Three doublings make nearly eight times 30,000; exactly it is 225,073. Ben’s thirty deposits grow to 202,146. So it is Ada, by some 20,000 (22,927 to be exact).$md$
            )
        )
    ),
    ( -- a-rise-in-pay
        '87cab2ee-a8b3-5160-935c-4b34f5c9a4d7',
        jsonb_build_object(
            'correct_option_id', 'd',
            'option_feedback', jsonb_build_object(
                'a', $md$This is the money illusion: it looks at the number on the account and not at the shelf.$md$,
                'b', $md$You have added the two. One of them helps you, though, and only the other one hurts.$md$,
                'c', $md$Both rose, but not by the same. Try it: a pay of 2,000 and a basket that cost 2,000 last year.$md$,
                'd', $md$Yes: 1.03/1.05 = 0.981, so 98.1 % of last year’s basket.$md$
            ),
            'explanation', $md$With 2,000 of pay and a basket for 2,000, you have 2,060 now and the basket costs 2,100. 2,060/2,100 = 0.981, so you can buy some 1.9 % less. For small rates 3 − 5 = −2 is close enough.$md$,
            'hints', jsonb_build_array(
                $md$Take real amounts: a pay of 2,000, and a basket of goods that cost 2,000 last year. What are the two now?$md$,
                $md$The pay is 2,060 and the basket costs 2,100. Which part of the basket does the pay buy? Is that more or less than the whole?$md$,
                $md$2,060/2,100 = 0.981: the pay buys 98.1 % of the basket, which is about 2 percent less.$md$
            )
        )
    ),
    ( -- after-the-fall
        '63e19d31-e3d2-5668-9fc8-9baea9724c72',
        jsonb_build_object(
            'correct_option_id', 'a',
            'option_feedback', jsonb_build_object(
                'a', $md$Yes. From 60 back to 100 it has to gain 40, and 40 is two thirds of 60.$md$,
                'b', $md$It has fallen by that much, but of a larger amount. Try it with 100: it falls to 60. What is 40 % of 60, and where does that lead?$md$,
                'c', $md$With 100 at the start, 60 are left, and 60 % of that is 36. Is it enough?$md$,
                'd', $md$Large falls do need much larger rises, but this is too much: 60 would become 108.$md$
            ),
            'explanation', $md$From 100 it falls to 60. To get back to 100 it has to grow by the factor 100/60 = 1.667, which is a rise of 66.7 %. After a fall of a half it takes 100 %, after one of 90 % it takes 900 %. This is one reason why avoiding great losses matters more than catching great gains.$md$,
            'hints', jsonb_build_array(
                $md$Begin with 100. How much is it after the fall? This is the amount that the rise speaks of.$md$,
                $md$It is 60 now and has to gain what it lost, 40. Express that gain as a share of the 60 that it starts from.$md$,
                $md$40/60 = 0.667, so it has to rise by about 67 percent.$md$
            )
        )
    ),
    ( -- double-the-payment
        '267cf1b1-e610-5c2a-aca5-783eeb9cb8ee',
        jsonb_build_object(
            'correct_option_id', 'c',
            'option_feedback', jsonb_build_object(
                'a', $md$It would be without interest. But not all of the 40 makes the debt smaller. How much of it does, in the first month, and how much of the 80?$md$,
                'b', $md$Most of the *40* is. The interest does not rise because you pay more, so where do the other 40 go?$md$,
                'c', $md$Yes: from 94 months to 32, and the interest falls from 1,725 to 526.$md$,
                'd', $md$That underestimates it by far. Compare by how much the *debt* shrinks in the first month with 40 and with 80.$md$
            ),
            'explanation', $md$Interest in the first month is 1.5 % of 2,000, which is 30. Of 40 only 10 make the debt smaller, of 80 it is 50: five times as much, not twice. Later on the difference gets smaller, because with 40 the interest falls as well. Worked out month by month it is 94 months and 3,724.54 in all with 40, and 32 months and 2,525.58 with 80.$md$,
            'hints', jsonb_build_array(
                $md$How much is the interest in the first month? It has to be paid first, from either payment.$md$,
                $md$The interest is 30. Of the smaller payment 10 are left to shrink the debt, of the larger one 50. So the debt shrinks much more than twice as fast at the beginning; later the gap narrows.$md$,
                $md$It starts five times as fast and the advantage shrinks with time. Month by month it is 94 months against 32: it falls to about a third.$md$
            )
        )
    ),
    ( -- a-thousand-to-spare
        '7915558b-051c-55cb-8f7f-cd893f1f89f1',
        jsonb_build_object(
            'correct_option_id', 'd',
            'option_feedback', jsonb_build_object(
                'a', $md$After a year it would have earned 20. What would the same 1,000 have *saved* you elsewhere?$md$,
                'b', $md$It is the largest *amount*. Per 1,000 it costs you 40 a year. Does the size of the whole debt matter for what 1,000 can do?$md$,
                'c', $md$Spreading helps when you do not know which choice will turn out best. Here all three rates are known beforehand.$md$,
                'd', $md$Yes: it saves you 180 in the first year, for certain.$md$
            ),
            'explanation', $md$1,000 of spare money saves or earns the rate of the place where it goes: 180 a year on the credit card, 40 on the loan, 20 on the account. To pay off a debt at 18 % is like an investment with a certain return of 18 %, which nobody will sell you. The reserve is a different matter: without it the next broken washing machine goes straight onto the card.$md$,
            'hints', jsonb_build_array(
                $md$For each place, work out what 1,000 there changes in a year, in money. Earning and not having to pay count the same.$md$,
                $md$The account brings 20. The student loan would cost 40 less. Only one place is left to work out; does the size of a debt enter anywhere?$md$,
                $md$18 % of 1,000 is 180, against 40 and 20. So it does most on the credit card.$md$
            )
        )
    ),
    ( -- estimate-the-fee
        '6175b72d-628b-5c88-8254-dcf528091817',
        jsonb_build_object(
            'target_value', 35,
            'tolerance', 5,
            'zero_distance', 35,
            'explanation', $md$Without a fee: 10,000 · 1.06³⁰ = 57,435. With it: 10,000 · 1.045³⁰ = 37,453. That is 19,982 less, 34.8 % of the larger amount. The fee is taken each year from *everything*, also from what has grown before, so it compounds just as interest does. If you compare the gains only, 27,453 against 47,435, it is even 42 %.$md$,
            'hints', jsonb_build_array(
                $md$It is more than 1.5 and also not 30 times 1.5. Which of the two funds doubles sooner, and when?$md$,
                $md$Use 72 divided by the rate: one fund doubles every 12 years, the other every 16. In 30 years that is two and a half doublings against not quite two. Compare 2 · 2 · 1.41 with 2 · 2 · 0.92.$md$,
                $md$The free fund makes 57,435, the other one 37,453. 37,453/57,435 = 0.65, so the fee has eaten 35 %.$md$
            )
        )
    )
on conflict (unit_id) do update
set answer_key = excluded.answer_key
where k.answer_key is distinct from excluded.answer_key;

-- The order of the track: exactly this. Units stay, whatever the order was, since learners may be on them.

delete from public.track_learning_units
where track_id = '673f5692-cf98-5588-b392-7eb45d3678d9'
  and unit_id not in (
      'c98e58ec-efbb-5e44-8c26-983745b1914a',
      'e087df7b-e65b-586c-bb61-f1dd561b3a0b',
      'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505',
      'ac1dfb64-1486-55d2-8b91-20ce39057c2a',
      '7ba4053f-c540-5393-bad3-dfa438111c65',
      'e0dbdb6e-0a60-5127-8d3e-b66e18c2c3a5',
      '87cab2ee-a8b3-5160-935c-4b34f5c9a4d7',
      '63e19d31-e3d2-5668-9fc8-9baea9724c72',
      '80514487-a850-545c-9c41-4d3239c32146',
      '267cf1b1-e610-5c2a-aca5-783eeb9cb8ee',
      '7915558b-051c-55cb-8f7f-cd893f1f89f1',
      '6175b72d-628b-5c88-8254-dcf528091817',
      '15c562b9-4df0-51aa-98c2-89ee9c4ea10a',
      '609133f4-949e-53ff-8559-8360d0466bba'
  );

insert into public.track_learning_units as o (track_id, unit_id, sequence_order)
values
    ('673f5692-cf98-5588-b392-7eb45d3678d9', 'c98e58ec-efbb-5e44-8c26-983745b1914a', 1) /* months-that-tell-the-truth */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', 'e087df7b-e65b-586c-bb61-f1dd561b3a0b', 2) /* what-mira-can-save */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', 'a206d2e9-6dcb-5054-8ffb-aa77d9e9c505', 3) /* interest-on-interest */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', 'ac1dfb64-1486-55d2-8b91-20ce39057c2a', 4) /* estimate-fourfold */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '7ba4053f-c540-5393-bad3-dfa438111c65', 5) /* ada-and-ben */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', 'e0dbdb6e-0a60-5127-8d3e-b66e18c2c3a5', 6) /* what-money-buys */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '87cab2ee-a8b3-5160-935c-4b34f5c9a4d7', 7) /* a-rise-in-pay */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '63e19d31-e3d2-5668-9fc8-9baea9724c72', 8) /* after-the-fall */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '80514487-a850-545c-9c41-4d3239c32146', 9) /* where-a-payment-goes */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '267cf1b1-e610-5c2a-aca5-783eeb9cb8ee', 10) /* double-the-payment */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '7915558b-051c-55cb-8f7f-cd893f1f89f1', 11) /* a-thousand-to-spare */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '6175b72d-628b-5c88-8254-dcf528091817', 12) /* estimate-the-fee */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '15c562b9-4df0-51aa-98c2-89ee9c4ea10a', 13) /* compound-interest */,
    ('673f5692-cf98-5588-b392-7eb45d3678d9', '609133f4-949e-53ff-8559-8360d0466bba', 14) /* how-sure-with-offers */
on conflict (track_id, unit_id) do update
set sequence_order = excluded.sequence_order
where o.sequence_order is distinct from excluded.sequence_order;
