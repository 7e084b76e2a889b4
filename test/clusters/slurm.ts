// Slurm on this machine alone: a controller and a node of their own, on loopback, with everything in a temporary folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { until } from './place';

const path = [process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter);
const programs = ['slurmctld', 'slurmd', 'sbatch', 'sinfo', 'scontrol'];

/** Why Slurm cannot be run here, or undefined. */
export function noSlurm(): string | undefined {
  const missing = programs.find(name => !path.split(delimiter).some(folder => existsSync(join(folder, name))));
  return missing && `${missing} is not installed, and could not be (Debian: slurm-wlm)`;
}

export type Slurm = {
  /** For every command that talks to it. */
  readonly env: { readonly SLURM_CONF: string; readonly PATH: string };
  stop(): Promise<void>;
};

/** `cpus` as Slurm is told, whatever there are. */
export async function startSlurm(folder: string, cpus: number): Promise<Slurm> {
  const [host, user] = [hostname().split('.')[0]!, userInfo().username];
  const [controller, node] = [await freePort(), await freePort()];
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name), { recursive: true });
  const config = join(folder, 'slurm.conf');
  // No passwords on a machine of one: munge would need an account and a key.
  writeFileSync(
    config,
    `ClusterName=hence
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/none
AuthInfo=cred_expire=5
CredType=cred/none
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmdParameters=config_overrides
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
KillWait=1
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${cpus} State=UNKNOWN
PartitionName=all Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`,
  );
  const env = { SLURM_CONF: config, PATH: path };
  const start = (name: string): ChildProcess => {
    const child = spawn(name, ['-D'], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr!.on('data', text => writeFileSync(join(folder, `${name}.log`), text, { flag: 'a' }));
    return child;
  };
  const daemons = [start('slurmctld'), start('slurmd')];
  const ended = daemons.map(child => once(child, 'close'));
  const stop = async () => {
    for (const child of daemons.toReversed()) child.kill('SIGTERM');
    await Promise.all(ended);
  };
  const log = () =>
    ['slurmctld.log', 'slurmd.log']
      .filter(name => existsSync(join(folder, name)))
      .map(name => readFileSync(join(folder, name), 'utf8').slice(-1500))
      .join('\n');
  try {
    await until(() => {
      if (daemons.some(child => child.exitCode !== null)) throw new Error(`Slurm does not start:\n${log()}`);
      const { stdout } = spawnSync('sinfo', ['--noheader', '--format=%t'], { env: { ...process.env, ...env }, encoding: 'utf8' });
      return stdout?.trim() === 'idle' || undefined;
    }, 'an idle node');
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
