"""What of the system a notebook's process may read, whichever layer closes off all the rest."""

PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS = (
    "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/os-release", "/etc/alternatives",
    "/etc/nsswitch.conf", "/etc/passwd", "/etc/group",
)  # fmt: skip
HARDWARE = ("/sys/devices/system",)
