"""
Activates a class over TCP and uses its objects, with impacket's own client, and prints what it sees, each on a line.
Its arguments are the port, the class, three interfaces, the last of which its objects do not have, and what to do.
"""
import sys

from impacket.dcerpc.v5 import rpcrt, transport
from impacket.dcerpc.v5.dcom.oaut import BSTR
from impacket.dcerpc.v5.dcomrt import (DCOMANSWER, DCOMCALL, IID, INTERFACE, DCERPCSessionError, DCOMConnection,
                                       IRemoteSCMActivator, IRemUnknown2, PMInterfacePointer, error_status_t)
from impacket.dcerpc.v5.dtypes import LONG
from impacket.uuid import uuidtup_to_bin

HOST = '127.0.0.1'
connections = []
CLASS_FACTORY = uuidtup_to_bin(('00000001-0000-0000-C000-000000000046', '0.0'))


class Tick(DCOMCALL):
    opnum = 3
    structure = (('count', LONG),)


class TickResponse(DCOMANSWER):
    structure = (('result', LONG), ('ErrorCode', error_status_t))


class Alive(DCOMCALL):
    opnum = 4
    structure = ()


class AliveResponse(DCOMANSWER):
    structure = (('result', LONG), ('ErrorCode', error_status_t))


class Chime(DCOMCALL):
    opnum = 3
    structure = (('name', BSTR),)


class ChimeResponse(DCOMANSWER):
    structure = (('text', BSTR), ('ErrorCode', error_status_t))


class CreateInstance(DCOMCALL):
    opnum = 3
    structure = (('iid', IID),)


class CreateInstanceResponse(DCOMANSWER):
    structure = (('object', PMInterfacePointer), ('ErrorCode', error_status_t))


class Bind(rpcrt.MSRPCBind):
    """Joins the group of the first connection, which impacket leaves to the caller."""
    group = 0

    def __init__(self, data=None, alignment=0):
        rpcrt_bind.__init__(self, data, alignment)
        self['assoc_group'] = Bind.group


class BindAck(rpcrt.MSRPCBindAck):
    def __init__(self, data=None, alignment=0):
        rpcrt_ack.__init__(self, data, alignment)
        Bind.group = self['assoc_group']


rpcrt_bind, rpcrt_ack = rpcrt.MSRPCBind, rpcrt.MSRPCBindAck


def join_connections():
    rpcrt.MSRPCBind, rpcrt.MSRPCBindAck = Bind, BindAck


def activator():
    dce = transport.DCERPCTransportFactory('ncacn_ip_tcp:%s[%s]' % (HOST, port)).get_dce_rpc()
    dce.connect()
    # What it holds it holds as long as this is open
    connections.append(dce)
    # Where it looks for credentials, of which there are none
    DCOMConnection.PORTMAPS[HOST] = dce
    return IRemoteSCMActivator(dce)


def create(interface=None):
    return activator().RemoteCreateInstance(clsid, interface or ticking)


def tick(pointer, count):
    request = Tick()
    request['count'] = count
    return pointer.request(request, ticking, pointer.get_iPid())['result']


def alive(pointer):
    return pointer.request(Alive(), ticking, pointer.get_iPid())['result']


def chime(pointer, name):
    request = Chime()
    request['name']['asData'] = name
    return pointer.request(request, chiming, pointer.get_iPid())['text']['asData']


def failure(action):
    try:
        action()
    except Exception as ex:
        return ' '.join(str(ex).split())
    return 'none'


def use(pointer, witness):
    print('tick=%d' % tick(pointer, 41))
    second = pointer.RemQueryInterface(1, (chiming,))
    print('chime=' + chime(second, 'caf\u00e9'))
    print('sameObject=%s' % (second.get_oxid() == pointer.get_oxid()))
    print('missing=' + failure(lambda: pointer.RemQueryInterface(1, (silent,))))
    print('addRef=%s' % [each['Data'] for each in pointer.RemAddRef()['pResults']])
    print('held=%d' % alive(witness))
    second.RemRelease()
    for _ in range(5):
        pointer.RemRelease()
    print('oneReferenceLeft=%d' % tick(pointer, 1))
    pointer.RemRelease()
    print('released=%d' % alive(witness))
    print('gone=' + failure(lambda: tick(pointer, 2)))
    print('goneQuery=' + failure(lambda: pointer.RemQueryInterface(1, (chiming,))))


def joined():
    join_connections()
    use(create(), create())


def apart():
    use(create(), create())


def factory():
    join_connections()
    classes = activator().RemoteGetClassObject(clsid, CLASS_FACTORY)
    request = CreateInstance()
    request['iid'] = ticking
    answer = classes.request(request, CLASS_FACTORY, classes.get_iPid())
    pointer = IRemUnknown2(INTERFACE(classes.get_cinstance(), b''.join(answer['object']['abData']),
                                     classes.get_ipidRemUnknown(), target=HOST))
    print('tick=%d' % tick(pointer, 41))


def refused():
    print('activation=' + failure(create))


port = sys.argv[1]
clsid, ticking, chiming, silent = (uuidtup_to_bin((each.strip('{}'), '0.0')) for each in sys.argv[2:6])
globals()[sys.argv[6]]()
