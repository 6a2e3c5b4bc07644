import { checkSheet } from '../papers.ts'
import { stabilityTriangle } from '../pictures.ts'
import { type DemoMaterial, download, link, page, quiz, video } from './material.ts'
import { TRUCK_CHECK } from './shared.ts'

/** Trucks, loads and cranes. */
export const TRANSPORT: Record<string, readonly DemoMaterial[]> = {
  'FLT-00': [
    page('FLT-00-SCRIPT', 'Handbook of the old course', `
This course was replaced by *Forklift driving: basics*. It stays here for those who earned their certification through it.

It covered counterbalance trucks up to 3.5 t, two days in the yard and a practical test. Reach trucks, attachments and driving on ramps came only with the new syllabus: whoever drives them needs the refresher.
`),
    link('FLT-00-CODE', 'Rider-operated lift trucks: approved code of practice (HSE L117)', 'https://www.hse.gov.uk/pubns/books/l117.htm'),
  ],
  'FLT-01': [
    TRUCK_CHECK,
    page('FLT-01-STABILITY', 'Why trucks tip over', `
A counterbalance truck stands on three points: the two front wheels and the pivot of the rear axle. As long as the common centre of gravity of truck **and** load stays within that triangle, it stands.

- **Load up** moves the centre of gravity up: the same bend now tips you sideways.
- **Load centre** further out than the plate says: the rear wheels lift, and you can no longer steer.
- **Turning on a ramp** moves it over the edge of the triangle. Drive straight, load uphill.
- **Braking hard** with tilted forks throws it forward.

## If it tips

Stay in the seat. Belt on, hands on the wheel, feet braced, lean **away** from the fall. Nearly all who died had jumped, and the overhead guard fell on them.

## The plate

| Load centre | Lift height 3.3 m | 4.5 m |
|---|---|---|
| 500 mm | 2,500 kg | 2,150 kg |
| 600 mm | 2,200 kg | 1,900 kg |
| 700 mm | 1,950 kg | 1,700 kg |

Read it with the attachment that is mounted now. A side-shift costs about 150 kg.
`),
    download('FLT-01-TRIANGLE', 'Figure: the stability triangle', { name: 'stability-triangle.png', mediaType: 'image/png', bytes: stabilityTriangle }),
    download('FLT-01-SHEET', 'Daily check sheet to print', { name: 'truck-check-sheet.pdf', mediaType: 'application/pdf', bytes: () => checkSheet('Truck: daily check', [
      'Truck no. ____________   Date ____________   Driver ______________________', '',
      '[  ] Forks, pins, load backrest', '[  ] Mast, chains, rollers', '[  ] Tyres and wheel nuts', '[  ] No leaks under the truck', '[  ] Capacity plate readable',
      '[  ] Seat belt and seat switch', '[  ] Horn, lights, reversing alarm', '[  ] Steering, service brake, parking brake', '[  ] Lift, tilt, side-shift', '[  ] Battery / gas', '',
      'Faults: ____________________________________________________________', '', 'A truck with a fault is parked, tagged and reported. It is not driven.',
    ]) }),
    quiz('FLT-01-QUIZ', 'Forklift theory test', { passMark: 80, attempts: 3 }, [
      ['On how many points does a counterbalance truck stand?', 'Two', '*Three', 'Four'],
      ['The truck begins to tip sideways. What do you do?', 'Jump off on the high side', 'Jump off on the low side', '*Stay in the seat, hold on, lean away from the fall'],
      ['How do you drive down a ramp with a load?', '*Backwards, load uphill', 'Forwards, load downhill', 'Forwards, forks raised'],
      ['The load blocks your view ahead. What may you do?', '*Drive backwards', '*Have somebody guide you', 'Lean out and drive slowly', 'Raise the load and look under it'],
      ['The horn does not work at the morning check. What now?', 'Drive carefully until the break', '*Park the truck, tag it, report it', 'Shout at crossings'],
    ]),
  ],
  'FLT-02': [
    TRUCK_CHECK,
    page('FLT-02-CASES', 'Five accidents of our own', `
All of them in our plants, all with trained drivers. Nobody had less than three years on the truck.

1. **Torino.** Parked on the ramp "for a minute", brake not set. The truck rolled into the racking. *Key out, forks down, brake on, every time.*
2. **Pune.** A colleague rode on the forks to reach a lamp. He fell 2.4 m. *Nobody rides on forks. There is a work platform.*
3. **Detroit.** Two pallets at once to save a trip; the upper one slid in the bend. *What the plate does not allow is not made safe by driving slowly.*
4. **Wrocław.** Crossing a walkway while looking at the scanner. *Stop, then read.*
5. **Stuttgart.** Battery changed without glasses, a splash of acid. *Goggles and gloves at the charging station.*

Talk about it: which of the five could happen on **your** shift this week?
`),
    quiz('FLT-02-QUIZ', 'Refresher test', { passMark: 100, attempts: 0 }, [
      ['You leave the truck for one minute, on level ground. What is done?', '*Forks down', '*Parking brake on', '*Key out', 'Engine on, so that it stays warm'],
      ['When may somebody ride on the forks?', 'When the lift is below 2 m', 'With a helmet', '*Never'],
      ['Your scanner beeps while you drive. You …', 'look at it at the next straight', '*stop before you look'],
    ]),
  ],
  'LOAD-01': [
    page('LOAD-01-FORCES', 'What holds a load', `
In an emergency stop a load wants to go on with **0.8** of its weight; sideways and backwards it is 0.5. Friction alone holds wood on a clean wooden floor with about 0.2.

- **Block** what can stand against something: front wall, other pallets, posts. It is the strongest and cheapest way.
- **Lash** what is left. A strap over the top presses down with twice its tension at best; its angle to the floor must be more than 35°.
- **Rubber mats** turn 0.2 into 0.6: that halves the number of straps.

Before the ramp goes up: weight even between the axles, nothing loose, doors closed by the **driver**, papers signed.
`),
    video('LOAD-01-VIDEO', 'Napo’s films on transport at work (without words)', 'https://www.napofilm.net/en/napos-films'),
    quiz('LOAD-01-QUIZ', 'Securing loads', { passMark: 66, attempts: 0 }, [
      ['With which share of its weight does a load push forward in an emergency stop?', '0.2', '0.5', '*0.8'],
      ['What helps more than another strap?', '*An anti-slip mat', 'A thicker strap at the same tension', 'A wet floor'],
      ['A strap over the top holds best when its angle to the floor is …', 'flat, below 20°', '*steep, above 35°'],
    ]),
  ],
  'CRN-01': [
    page('CRN-01-SLINGS', 'Choosing slings', `
The wider the angle, the more each leg carries.

| Angle between leg and vertical | Load on each of two legs, for 1,000 kg |
|---|---|
| 0° | 500 kg |
| 30° | 577 kg |
| 45° | 707 kg |
| 60° | 1,000 kg |

**Above 60° we do not lift.** Protect edges: a round sling over a sharp edge is cut in one lift.

Throw it away: round slings with a torn cover, ropes with ten broken wires on a length of six diameters, chains that are longer than they were by 5 %, hooks that have opened by 10 %, anything without a label.
`),
    page('CRN-01-SIGNALS', 'Hand signals and rules on the floor', `
Only **one** person gives signals, except for one: *stop* may come from anybody.

- **Raise**: right arm up, small circles with the forefinger.
- **Lower**: right arm down, small circles.
- **Stop**: both arms out, palms forward.
- **Emergency stop**: both arms up, fists clenched.

Never stand under a load, never let one pass over people, never pull at an angle. Lift a hand's breadth, wait, look; then go on. Nobody leaves the control while something hangs on the hook.
`),
    quiz('CRN-01-QUIZ', 'Crane operator test', { passMark: 75, attempts: 3 }, [
      ['How much does each of two legs carry at 60° to the vertical, for a load of 1,000 kg?', '500 kg', '707 kg', '*1,000 kg'],
      ['Who may give the signal to stop?', 'The person who gives the other signals', '*Anybody'],
      ['A round sling has a torn cover. You …', 'turn it so that the tear is on top', '*take it out of use', 'use it for half the load'],
      ['Before you lift a load to its full height, you …', '*lift it a hand’s breadth and look', 'swing it gently to see whether it holds', '*make sure nobody is under its way'],
    ]),
  ],
}
