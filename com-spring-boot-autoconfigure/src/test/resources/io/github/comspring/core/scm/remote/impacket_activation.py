"""
Reads the answer of an activation, an object reference as hexadecimal digits, as impacket's own client does,
and prints what it found, each on a line.
"""
import sys
from struct import pack

from impacket.dcerpc.v5.dcomrt import ACTIVATION_BLOB, OBJREF_CUSTOM, STRINGBINDING, PropsOutInfo, ScmReplyInfoData
from impacket.uuid import bin_to_string

blob = ACTIVATION_BLOB(OBJREF_CUSTOM(bytes.fromhex(sys.stdin.read()))['pObjectData'])
first, second = (each['Data'] for each in blob['CustomHeader']['pSizes'][:2])

reply = ScmReplyInfoData()
rest = blob['Property'][first:first + second]
reply.fromStringReferents(rest[reply.fromString(rest):])
remote = reply['remoteReply']
bindings = b''.join(pack('<H', unit) for unit in remote['pdsaOxidBindings']['aStringArray'])

properties = PropsOutInfo()
rest = blob['Property'][:first]
properties.fromStringReferents(rest[properties.fromString(rest):])

print('oxid=%x' % remote['Oxid'])
print('ipidRemUnknown=' + bin_to_string(remote['ipidRemUnknown']).replace('-', '').lower())
print('version=%d.%d' % (remote['serverVersion']['MajorVersion'], remote['serverVersion']['MinorVersion']))
print('binding=' + STRINGBINDING(bindings)['aNetworkAddr'].rstrip('\0'))
print('pointers=%d' % len(properties['ppIntfData']))
print('hresults=%s' % [each['Data'] & 0xffffffff for each in properties['phresults']])
