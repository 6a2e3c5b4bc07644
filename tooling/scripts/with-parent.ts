// Loaded in front of every process that `npm start` starts: when the starter is gone, killed perhaps, none of them stays behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

export {}
