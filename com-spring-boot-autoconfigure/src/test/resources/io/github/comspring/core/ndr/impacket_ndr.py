"""
Reads the stub data of a call as hexadecimal digits and prints, each on a line: every value that impacket
finds in it, the digits of what impacket makes of the values that it found, and those of a call of its own.
"""
import sys

from impacket.dcerpc.v5.dcom.oaut import BSTR
from impacket.dcerpc.v5.dtypes import LONG, NULL, PGUID, PLONG
from impacket.dcerpc.v5.ndr import NDRCALL, NDRHYPER, NDRPOINTER, NDRSMALL, NDRSTRUCT, NDRUniConformantArray


def pointer_to(referent_class):
    return type('P' + referent_class.__name__, (NDRPOINTER,), {'referent': (('Data', referent_class),)})


class LONGS(NDRUniConformantArray):
    item = '<l'


class TEXTS(NDRUniConformantArray):
    item = BSTR


class AUTHOR(NDRSTRUCT):
    structure = (('id', PGUID), ('name', BSTR))


class INSTANT(NDRSTRUCT):
    structure = (('seconds', NDRHYPER), ('nanos', LONG))


class DECIMAL(NDRSTRUCT):
    structure = (('scale', LONG), ('unscaled', NDRUniConformantArray))


class DOCUMENT(NDRSTRUCT):
    structure = (
        ('title', BSTR),
        ('draft', NDRSMALL),
        ('pages', LONG),
        ('size', NDRHYPER),
        ('author', pointer_to(AUTHOR)),
        ('kind', PLONG),
        ('numbers', pointer_to(LONGS)),
        ('tags', pointer_to(TEXTS)),
        ('price', pointer_to(DECIMAL)),
        ('printed', pointer_to(INSTANT)),
    )


class PRINT(NDRCALL):
    structure = (
        ('copies', LONG),
        ('printer', BSTR),
        ('job', PGUID),
        ('contents', pointer_to(NDRUniConformantArray)),
        ('document', pointer_to(DOCUMENT)),
        ('last', LONG),
    )


def show(name, value):
    print('%s=%s' % (name, value))


def show_document(document):
    show('title', document['title']['asData'])
    show('draft', document['draft'])
    show('pages', document['pages'])
    show('size', document['size'])
    show('author.id', document['author']['id'].hex())
    show('author.name', document['author']['name']['asData'])
    show('kind', document['kind'])
    show('numbers', document['numbers'])
    show('tags', [tag['asData'] for tag in document['tags']])
    show('price', '%s %s' % (document['price']['scale'], b''.join(document['price']['unscaled']).hex()))
    show('printed', '%s %s' % (document['printed']['seconds'], document['printed']['nanos']))


def text(value):
    pointer = BSTR()
    pointer['asData'] = value
    return pointer


def own_call():
    call = PRINT()
    call['copies'] = -3
    call['printer']['asData'] = 'Gr\u00fcn'
    call['job'] = bytes(range(16))
    call['contents'] = [b'\x01', b'\x02', b'\x03']
    document = call['document']
    document['title']['asData'] = 'odd'
    document['draft'] = 1
    document['pages'] = 7
    document['size'] = 1 << 40
    document['author']['id'] = bytes(range(16))
    document['author']['name'] = NULL
    document['kind'] = 1
    document['numbers'] = [1, -2, 3]
    document['tags'] = [text('a'), text('bcd')]
    document['price']['scale'] = 2
    document['price']['unscaled'] = [b'\x04', b'\xd2']
    document['printed']['seconds'] = 5
    document['printed']['nanos'] = 6
    call['last'] = 9
    return call


received = PRINT(bytes.fromhex(sys.stdin.read()))
show('copies', received['copies'])
show('printer', received['printer']['asData'])
show('job', received['job'].hex())
show('contents', b''.join(received['contents']).hex())
show_document(received['document'])
show('last', received['last'])
show('again', received.getData().hex())
show('own', own_call().getData().hex())
