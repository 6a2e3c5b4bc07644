import { checkSheet } from '../papers.ts'
import { type DemoMaterial, download, link, page, quiz } from './material.ts'
import { ASSEMBLY_SIGN, EMERGENCY_NUMBERS } from './shared.ts'

/** First aid, fire, food and the way we work. */
export const HEALTH: Record<string, readonly DemoMaterial[]> = {
  'FA-01': [
    EMERGENCY_NUMBERS,
    page('FA-01-RECOVERY', 'Unconscious but breathing: the recovery position', `
Somebody does not react when you speak to them and shake their shoulders, **but breathes normally**. On the back, the tongue or vomit may block the airway.

1. Kneel beside them. Glasses off, legs straight.
2. The arm next to you: at a right angle to the body, palm up.
3. The other arm: across the chest, back of the hand against the cheek that is next to you. Hold it there.
4. With your other hand, pull up the far knee until the foot stands on the floor.
5. Pull at the knee and roll them towards you, onto the side.
6. Hip and knee of the upper leg at right angles. **Head back, mouth open and down.**
7. Call for help. Check the breathing every minute. Turn to the other side after 30 minutes.

> Do not move somebody whose neck or back may be hurt, unless the airway is in danger or the place is.
`),
    page('FA-01-CPR', 'Not breathing: resuscitation and defibrillator', `
No reaction, no **normal** breathing within ten seconds. Gasping is not breathing.

1. Shout for help. Somebody calls the emergency number, somebody fetches the defibrillator.
2. Heel of one hand on the middle of the chest, the other hand on top, arms straight.
3. **30 compressions**: 5–6 cm deep, 100–120 a minute, let the chest come up each time.
4. **2 breaths** with the head tilted back. If you cannot or will not: compress without a pause.
5. Defibrillator there: switch it on and do what it says. Nobody touches the person while it analyses and shocks. Go on compressing at once afterwards.
6. Change with somebody every two minutes; you tire before you notice it.

Go on until they breathe, until the ambulance takes over, or until you cannot any more.
`),
    page('FA-01-WOUNDS', 'Bleeding and burns', `
## Bleeding heavily

Gloves on. **Press** on the wound with whatever is clean; press harder when it soaks through, and put more on top. If an arm or a leg goes on bleeding: tourniquet, a hand's breadth above the wound, tighten until it stops, write down the time, never loosen it.

## Burns

**Cool with running, lukewarm water for 20 minutes**, within the first three hours. Rings and watches off before it swells. No ice, no ointment, no flour. Cover it loosely with cling film. Call an ambulance when it is larger than the person's palm, deep, or in the face, on hands, feet or joints; always for electricity and chemicals.
`),
    quiz('FA-01-QUIZ', 'First aid test', { passMark: 80, attempts: 3 }, [
      ['A colleague does not react but breathes normally. What comes first?', 'Chest compressions', '*The recovery position', 'Something to drink'],
      ['How deep and how fast do you compress an adult’s chest?', '*5–6 cm, 100–120 a minute', '2–3 cm, 60 a minute', '8 cm, as fast as possible'],
      ['How long do you cool a fresh burn?', 'One minute, with ice', '*20 minutes, with lukewarm water', 'Not at all: ointment and a bandage'],
      ['What belongs to the use of a tourniquet?', '*A hand’s breadth above the wound', '*The time is written down', 'It is loosened every ten minutes'],
      ['The defibrillator analyses. You …', 'go on compressing', '*make sure that nobody touches the person', 'hold the electrodes on'],
    ]),
  ],
  'FIRE-01': [
    EMERGENCY_NUMBERS,
    ASSEMBLY_SIGN,
    page('FIRE-01-EVACUATION', 'Leading an evacuation', `
You are responsible for **one area**, not for the building.

1. Alarm: vest on, list in hand.
2. Send people to the nearest exit. Calm voice, short sentences: "Leave now. This way. No lifts."
3. Look into every room: toilets, meeting rooms, cold store, server room. **Close the doors, do not lock them.**
4. Somebody cannot take the stairs: evacuation chair, or wait with them in the protected staircase and report where you are.
5. You leave last. Do not go where there is smoke: report it.
6. At the assembly point: count, ask, report to the head of operations: "Area 4 clear", or "Area 4: one missing, last seen in the paint shop".
7. Nobody goes back until the fire brigade says so.
`),
    page('FIRE-01-EXTINGUISHERS', 'Extinguishers: what is for what', `
| Class | Burns | Use | Never |
|---|---|---|---|
| A | wood, paper, cloth | water, foam, powder | CO₂ alone: it re-ignites |
| B | petrol, solvents, paint | foam, powder, CO₂ | a full jet of water |
| C | gases | shut the valve; powder | put out a flame that goes on leaking |
| D | magnesium, swarf | dry sand, metal powder | water, CO₂ |
| F | fat in fryers | wet chemical (F), fire blanket | **water: it explodes** |

Only fight what is not larger than a waste bin, with an exit at your back. **Pull** the pin, **aim** at the base, **squeeze**, **sweep**. Six kilograms last about 20 seconds. One extinguisher is empty and it still burns: out, door shut.
`),
    quiz('FIRE-01-QUIZ', 'Fire warden test', { passMark: 75, attempts: 3 }, [
      ['Fat is burning in the canteen’s fryer. What is right?', 'Water', '*A class F extinguisher or a fire blanket', 'CO₂ from close by'],
      ['You have searched a room. The door is …', 'left open, so that all can see it is empty', '*closed, not locked', 'locked'],
      ['How long does a 6 kg extinguisher last?', '*About 20 seconds', 'About 2 minutes', 'About 10 minutes'],
      ['What do you report at the assembly point?', '*Your area, and whether it is clear', '*Who is missing and where they were seen last', 'Your opinion on the cause'],
    ]),
  ],
  'FOOD-01': [
    page('FOOD-01-TEMPERATURE', 'Temperature e catena del freddo', `
Tra **5 °C e 60 °C** i batteri si moltiplicano: raddoppiano ogni venti minuti. È la *zona di pericolo*, e gli alimenti devono restarci il meno possibile.

| Fase | Temperatura | Controllo |
|---|---|---|
| Ricevimento del fresco | ≤ 4 °C | a ogni consegna, con la sonda |
| Surgelati | ≤ −18 °C | alla consegna e due volte al giorno |
| Cottura | ≥ 75 °C al cuore | ogni teglia |
| Mantenimento a caldo | ≥ 65 °C | ogni ora |
| Raffreddamento | da 60 a 10 °C in meno di 2 ore | abbattitore, con registrazione |
| Riscaldamento | ≥ 75 °C, una volta sola | ogni teglia |

Se un valore non è giusto: **non servire, isolare, segnare, avvisare il responsabile.** Si scongela in frigorifero, mai sul banco.
`),
    page('FOOD-01-ALLERGENI', 'I 14 allergeni', `
Il regolamento (UE) 1169/2011 vuole che chi mangia lo sappia **prima** di ordinare:

glutine · crostacei · uova · pesce · arachidi · soia · latte · frutta a guscio · sedano · senape · sesamo · anidride solforosa e solfiti · lupini · molluschi

- Il cartello al banco dice la verità di **oggi**: se cambia la ricetta, cambia il cartello.
- Tagliere, coltello e pinza viola solo per i piatti senza allergeni.
- "Credo di no" non è una risposta. Si guarda la scheda, oppure si dice che non si sa.
- Prurito, gonfiore, difficoltà a respirare: chiamare subito il 112 e il soccorritore del turno.
`),
    download('FOOD-01-PIANO', 'Piano di pulizia della cucina', { name: 'piano-di-pulizia.pdf', mediaType: 'application/pdf', bytes: () => checkSheet('Piano di pulizia della cucina', [
      'Settimana ______________   Responsabile ______________________', '',
      'Dopo ogni uso:      taglieri, coltelli, affettatrice, piani di lavoro', 'Ogni giorno:        pavimento, lavelli, maniglie, bidoni', 'Ogni settimana:     frigoriferi, cappa, scaffali', 'Ogni mese:          celle, scarichi, pareti', '',
      '1. Togliere i residui  2. Detergere  3. Risciacquare  4. Disinfettare  5. Asciugare', '', 'Firma di chi ha pulito: lu ____ ma ____ me ____ gi ____ ve ____',
    ]) }),
    quiz('FOOD-01-QUIZ', 'Verifica finale', { passMark: 75, attempts: 3 }, [
      ['In quale intervallo i batteri si moltiplicano di più?', 'Tra −18 °C e 0 °C', '*Tra 5 °C e 60 °C', 'Sopra i 75 °C'],
      ['A quale temperatura al cuore deve arrivare una teglia di lasagne?', '55 °C', '65 °C', '*75 °C'],
      ['Quali di questi sono allergeni da dichiarare?', '*Sedano', '*Lupini', 'Riso', '*Senape'],
      ['Un collega chiede se nel piatto c’è sesamo e non lo sai. Cosa fai?', 'Rispondi di no', '*Guardi la scheda del piatto', 'Gli consigli un altro banco'],
    ]),
  ],
  'ERG-01': [
    page('ERG-01-DESK', 'A desk that fits you', `
Set it up from the floor upwards:

1. **Chair**: feet flat on the floor, thighs level, two fingers between seat and knee.
2. **Table**: elbows at a right angle, shoulders down.
3. **Screen**: an arm's length away, its top edge at eye level or a little below, at right angles to the window.
4. **Keyboard** in front of you, mouse beside it.

Then leave it: get up twice an hour, look out of the window every 20 minutes. The best posture is the next one.
`),
    page('ERG-01-SOLLEVARE', 'Sollevare bene', `
1. **Prova** il peso con un piede: si può dividere? C'è un carrello?
2. Avvicinati: il carico resta **contro il corpo**.
3. Piedi larghi come le spalle, uno un po' avanti.
4. Piega le ginocchia e le anche, schiena dritta, sguardo avanti.
5. Solleva con le gambe, senza strappi.
6. Gira con i **piedi**, mai con la schiena.

Fino a 25 kg (uomini) e 15 kg (donne) da soli, in buone condizioni; oltre, in due o con un aiuto meccanico.
`),
    link('ERG-01-OSHA', 'Musculoskeletal disorders: EU-OSHA’s pages', 'https://osha.europa.eu/en/themes/musculoskeletal-disorders'),
  ],
}
