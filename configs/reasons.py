"""Why the system refused something, in both languages."""

from __future__ import annotations

import errno

from configs.text import Text

_REASONS = {
    errno.ENOENT: Text(zh="没有这个文件或目录", en="no such file or folder"),
    errno.EACCES: Text(zh="没有权限", en="permission denied"),
    errno.EPERM: Text(zh="系统不允许", en="not permitted"),
    errno.EROFS: Text(zh="磁盘或目录是只读的", en="the disk or folder is read-only"),
    errno.EISDIR: Text(zh="是目录，不是文件", en="is a folder, not a file"),
    errno.ENOTDIR: Text(zh="路径中有一段不是目录", en="a part of the path is not a folder"),
    errno.EEXIST: Text(zh="已有同名的文件", en="a file of that name exists"),
    errno.ENOSPC: Text(zh="磁盘已满", en="the disk is full"),
    errno.EDQUOT: Text(zh="超出磁盘配额", en="the disk quota is used up"),
    errno.ENAMETOOLONG: Text(zh="文件名太长", en="the file name is too long"),
    errno.EFBIG: Text(zh="文件太大", en="the file is too large"),
    errno.EMFILE: Text(zh="打开的文件太多", en="too many files are open"),
    errno.EIO: Text(zh="磁盘读写出错", en="the disk fails"),
    errno.EADDRINUSE: Text(zh="已被占用", en="in use already"),
}


def reason(error: OSError) -> Text:
    """What ``error`` says; in the system's own words where it is none of the usual ones."""
    own = error.strerror or type(error).__name__
    return _REASONS.get(error.errno or 0, Text(zh=own, en=own))
