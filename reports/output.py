"""Files that appear whole or not at all: ``configs.output``, under the name this room and those to its left use."""

from configs.output import check_writable, make_folder, replacing, replacing_file, unwritable, write_text

__all__ = ["check_writable", "make_folder", "replacing", "replacing_file", "unwritable", "write_text"]
