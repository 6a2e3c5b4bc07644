/*
 * Runs inside the frame of a SCORM package, before anything of the package does.
 *
 * The package has an origin of its own and cannot reach the page around it. So the API that it looks for (window.API of SCORM 1.2,
 * window.API_1484_11 of SCORM 2004) lives here beside it, made by scorm-again; and what the package reports goes to the page around it by
 *
 *   window.parent.postMessage({ type: 'recert-scorm', sco, data, finished }, '*')
 *
 *   sco       identifier of the part, as in ScormPackage
 *   data      everything it has reported, whole: values by the names of the data model, all of them texts
 *             { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '80', 'cmi.suspend_data': '…', … }
 *   finished  whether it has said that it is over (LMSFinish, Terminate)
 *
 * It is sent after LMSCommit and LMSFinish (Commit and Terminate), at most a second after a value was set, and when the page is hidden or left.
 * The page takes messages of its own frame alone (event.source === frame.contentWindow) and lets the server judge what they say; everything
 * in here is in the learner's hands. There is no answer: what was reported before came in with start.js, which sets window.__recert.
 *
 * Frames within the package have origins of their own, too. Each gets this file, and passes on what its own frames report.
 */
(() => {
  const { version, sco, data, learner, masteryScore, launchData } = window.__recert
  const SEND_AFTER_MS = 1000
  const old = version === '1.2'

  // An origin of its own keeps nothing; packages that try are not to fall over it.
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: storage(), configurable: true })
  Object.defineProperty(document, 'cookie', { get: () => '', set: () => {}, configurable: true })

  const api = old
    ? new window.Scorm12API({ autocommit: false, lmsCommitUrl: false, logLevel: 'NONE' })
    : new window.Scorm2004API({ autocommit: false, lmsCommitUrl: false, logLevel: 'NONE' })
  const resumed = Object.keys(data).length > 0
  if (resumed) api.loadFromFlattenedJSON(data)
  begin()
  if (old) window.API = api
  else window.API_1484_11 = api

  let timer = null
  let dirty = false
  let finished = false
  const changed = () => {
    dirty = true
    timer ??= setTimeout(send, SEND_AFTER_MS)
  }
  const ended = () => { finished = true; dirty = true; send() }
  const committed = () => { dirty = true; send() }
  for (const [event, what] of old
    ? [['LMSSetValue', changed], ['LMSCommit', committed], ['LMSFinish', ended]]
    : [['SetValue', changed], ['Commit', committed], ['Terminate', ended]]) api.on(event, what)
  window.addEventListener('pagehide', send)
  document.addEventListener('visibilitychange', send)
  window.addEventListener('message', ({ source, data: said }) => {
    if (source !== window.parent && source !== window && said?.type === 'recert-scorm') window.parent.postMessage(said, '*')
  })

  function send() {
    clearTimeout(timer)
    timer = null
    if (!dirty) return
    dirty = false
    window.parent.postMessage({ type: 'recert-scorm', sco, data: reported(), finished }, '*')
  }

  /** The data model as texts, without what the next sitting begins anew. */
  function reported() {
    const flat = {}
    for (const [name, value] of Object.entries(api.getFlattenedCMI())) {
      if (value !== null && value !== undefined && typeof value !== 'object' && value !== '') flat[name] = String(value)
    }
    flat[old ? 'cmi.core.total_time' : 'cmi.total_time'] = api.cmi.getCurrentTotalTime()
    delete flat[old ? 'cmi.core.session_time' : 'cmi.session_time']
    return flat
  }

  /** What the LMS says to a part that begins; the part itself may only read it. */
  function begin() {
    const model = api.cmi
    if (old) {
      model.core.student_id = learner.id
      model.core.student_name = learner.name
      model.core.entry = resumed ? 'resume' : 'ab-initio'
      if (!resumed) model.core.total_time = '0000:00:00'
      if (launchData) model.launch_data = launchData
      if (masteryScore !== null) model.student_data.mastery_score = String(masteryScore)
    } else {
      model.learner_id = learner.id
      model.learner_name = learner.name
      model.entry = resumed ? 'resume' : 'ab-initio'
      if (launchData) model.launch_data = launchData
      if (masteryScore !== null) model.scaled_passing_score = String(masteryScore / 100)
    }
  }

  function storage() {
    const kept = new Map()
    return {
      get length() { return kept.size },
      key: (index) => [...kept.keys()][index] ?? null,
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, value) => { kept.set(String(key), String(value)) },
      removeItem: (key) => { kept.delete(String(key)) },
      clear: () => { kept.clear() },
    }
  }
})()
