// Makes system calls fail for one file. Loaded with LD_PRELOAD; tests/faults/run says how.
//
//   FAULT_PATH    the calls that are meant: about paths that end so, descriptors of them included
//   FAULT_KIND    what happens:
//     eio           reading from offset FAULT_AT on fails with EIO, of a pipe after so many bytes
//     shrink        when offset FAULT_AT is read, the file is cut to FAULT_AT bytes first
//     grow, delete  when offset FAULT_AT is read, a line is added to the file first, or the file is removed
//     unreadable    opening it, also as a directory, fails with EACCES
//     descriptors   opening it fails with EMFILE
//     enospc        writing behind FAULT_AT bytes fails with ENOSPC
//     fsync, rename that call fails with EIO
//     threads       after FAULT_AT threads no further one can be started
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int kind_is(const char* kind) {
  const char* const set = getenv("FAULT_KIND");
  return set != NULL && strcmp(set, kind) == 0;
}

static off_t fault_at(void) {
  const char* const set = getenv("FAULT_AT");
  return set == NULL ? 0 : atoll(set);
}

static int is_meant(const char* path) {
  const char* const end = getenv("FAULT_PATH");
  if (end == NULL || path == NULL) return 0;
  // Files are written under a temporary name of six more letters behind a dot.
  const size_t size = strlen(path);
  const size_t end_size = strlen(end);
  const size_t temporary = end_size + 7;
  if (size >= end_size && strcmp(path + size - end_size, end) == 0) return 1;
  return size >= temporary && path[size - 7] == '.' && strncmp(path + size - temporary, end, end_size) == 0;
}

static int path_of(int fd, char* path, size_t room) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t size = readlink(link, path, room - 1);
  if (size < 0) return 0;
  path[size] = '\0';
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// What happens before bytes from `begin` to `end` are read; not 0: the read fails.
static int before_read(int fd, off_t begin, off_t end) {
  static int done = 0;
  char path[4096];
  if (end <= fault_at() || !path_of(fd, path, sizeof path) || !is_meant(path)) return 0;
  if (kind_is("eio")) return 1;
  if (__atomic_exchange_n(&done, 1, __ATOMIC_SEQ_CST) != 0) return 0;
  if (kind_is("delete")) unlink(path);
  if (kind_is("shrink") && truncate(path, fault_at()) != 0) abort();
  if (kind_is("grow")) {
    FILE* const file = fopen(path, "a");
    if (file == NULL) abort();
    fputs("{\"later\":true}\n", file);
    fclose(file);
  }
  (void)begin;
  return 0;
}

ssize_t pread64(int fd, void* out, size_t room, off64_t at) {
  if (before_read(fd, at, at + (off_t)room)) {
    errno = EIO;
    return -1;
  }
  return REAL(pread64)(fd, out, room, at);
}

ssize_t pread(int fd, void* out, size_t room, off_t at) { return pread64(fd, out, room, at); }

// What cannot be sought in fails once so many bytes have come.
ssize_t read(int fd, void* out, size_t room) {
  static off_t taken = 0;
  char path[4096];
  if (!kind_is("eio") || !path_of(fd, path, sizeof path) || !is_meant(path)) return REAL(read)(fd, out, room);
  if (taken >= fault_at()) {
    errno = EIO;
    return -1;
  }
  const ssize_t got = REAL(read)(fd, out, room);
  if (got > 0) taken += got;
  return got;
}

static int open_fails(const char* path) {
  errno = kind_is("unreadable") ? EACCES : kind_is("descriptors") ? EMFILE : 0;
  return errno != 0 && is_meant(path);
}

// Of one kind: with a mode where the flags ask for it.
#define OPEN(name)                                                                        \
  int name(const char* path, int flags, ...) {                                            \
    va_list rest;                                                                         \
    va_start(rest, flags);                                                                \
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;  \
    va_end(rest);                                                                         \
    return open_fails(path) ? -1 : REAL(name)(path, flags, mode);                         \
  }
OPEN(open)
OPEN(open64)

int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_fails(path) ? -1 : REAL(openat)(folder, path, flags, mode);
}

DIR* opendir(const char* path) { return open_fails(path) ? NULL : REAL(opendir)(path); }

ssize_t write(int fd, const void* bytes, size_t size) {
  char path[4096];
  if (kind_is("enospc") && path_of(fd, path, sizeof path) && is_meant(path)) {
    const off_t at = lseek(fd, 0, SEEK_CUR);
    if (at + (off_t)size > fault_at()) {
      errno = ENOSPC;
      return -1;
    }
  }
  return REAL(write)(fd, bytes, size);
}

int fsync(int fd) {
  char path[4096];
  if (kind_is("fsync") && path_of(fd, path, sizeof path) && is_meant(path)) {
    errno = EIO;
    return -1;
  }
  return REAL(fsync)(fd);
}

int rename(const char* from, const char* to) {
  if (kind_is("rename") && is_meant(to)) {
    errno = EIO;
    return -1;
  }
  return REAL(rename)(from, to);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*), void* argument) {
  static int started = 0;
  if (kind_is("threads") && __atomic_fetch_add(&started, 1, __ATOMIC_SEQ_CST) >= fault_at()) return EAGAIN;
  return REAL(pthread_create)(thread, attributes, start, argument);
}
