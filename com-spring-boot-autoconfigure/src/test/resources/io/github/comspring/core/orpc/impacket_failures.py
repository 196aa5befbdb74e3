"""
Reads the answers of calls that failed, each behind its length, as hexadecimal digits, and prints for each the
results and the HRESULT that impacket finds in it, on a line.
"""
import sys
from struct import unpack_from

from impacket.dcerpc.v5.dcom.oaut import BSTR
from impacket.dcerpc.v5.dcomrt import (DCOMANSWER, PMInterfacePointer, RemAddRefResponse,
                                       RemoteCreateInstanceResponse, RemoteGetClassObjectResponse,
                                       RemQueryInterfaceResponse, RemReleaseResponse, error_status_t)
from impacket.dcerpc.v5.ndr import NDRHYPER


class CreateInstanceResponse(DCOMANSWER):
    structure = (('ppvObject', PMInterfacePointer), ('ErrorCode', error_status_t))


class TextResponse(DCOMANSWER):
    structure = (('text', BSTR), ('ErrorCode', error_status_t))


class CountResponse(DCOMANSWER):
    structure = (('count', NDRHYPER), ('ErrorCode', error_status_t))


KINDS = (
    ('createInstance', RemoteCreateInstanceResponse, lambda answer: answer['ppActProperties']),
    ('getClassObject', RemoteGetClassObjectResponse, lambda answer: answer['ppActProperties']),
    # It asks for one interface at a time
    ('queryInterface', RemQueryInterfaceResponse, lambda answer: '%x' % (answer['ppQIResults']['hResult'] & 0xffffffff)),
    ('queryInterfaceFailed', RemQueryInterfaceResponse, lambda answer: answer['ppQIResults']),
    ('addRef', RemAddRefResponse, lambda answer: answer['pResults']),
    ('release', RemReleaseResponse, lambda answer: ''),
    ('factory', CreateInstanceResponse, lambda answer: answer['ppvObject']),
    ('text', TextResponse, lambda answer: answer['text']),
    ('count', CountResponse, lambda answer: answer['count']),
)


def shown(value):
    return 'null' if value == b'' or value is None else value


data = bytes.fromhex(sys.stdin.read())
for name, kind, results in KINDS:
    length, = unpack_from('<L', data)
    answer = kind(data[4:4 + length])
    data = data[4 + length:]
    print('%s=%s %x' % (name, shown(results(answer)), answer['ErrorCode']))
print('left=%d' % len(data))
