import { describe, expect, it } from 'vitest';
import { containerName } from './container';

const id = '0123456789ab'.padEnd(64, 'c');
const short = id.slice(0, 12);

describe('the container of a process', () => {
  it.each([
    ['docker, version 1', `12:pids:/docker/${id}\n11:cpu:/docker/${id}\n`, short],
    ['docker by systemd', `0::/system.slice/docker-${id}.scope\n`, short],
    ['docker in docker', `0::/docker/${'f'.repeat(64)}/docker/${id}\n`, short],
    ['podman', `0::/machine.slice/libpod-${id}.scope/container\n`, short],
    ['podman without root', `0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${id}.scope\n`, short],
    ['podman by cgroupfs', `0::/libpod_parent/libpod-${id}\n`, short],
    [
      'Kubernetes with containerd',
      `0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod1_2.slice/cri-containerd-${id}.scope\n`,
      short,
    ],
    ['Kubernetes with CRI-O', `0::/kubepods.slice/kubepods-pod1.slice/crio-${id}.scope\n`, short],
    ['Kubernetes by cgroupfs', `11:memory:/kubepods/burstable/pod6d4e4f8a-0000-0000-0000-000000000000/${id}\n`, short],
    ['LXC', '0::/lxc.payload.web/system.slice/nginx.service\n', 'web'],
    ['LXC, older', '9:cpu:/lxc/web/init.scope\n', 'web'],
    ['systemd-nspawn', '0::/machine.slice/systemd-nspawn@debian.service/payload/system.slice/ssh.service\n', 'debian'],
    ['a machine of machined', '0::/machine.slice/machine-debian\\x2dtest.scope\n', 'debian-test'],
    ['no container', '0::/user.slice/user-1000.slice/session-2.scope\n', null],
    ['a service', '0::/system.slice/docker.service\n', null],
    ['the container’s own view', '0::/\n', null],
    ['nothing', '', null],
  ])('%s', (_words, controlGroups, name) => {
    expect(containerName(controlGroups)).toBe(name);
  });
});
