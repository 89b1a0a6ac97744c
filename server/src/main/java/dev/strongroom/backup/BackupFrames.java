package dev.strongroom.backup;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// Several files in one stream, written side by side. See docs/formats/backup.md.
public final class BackupFrames {

    public static final String MEDIA_TYPE = "application/vnd.strongroom.backup";

    /// About how many bytes will come.
    public static final String BYTES_HEADER = "Strongroom-Backup-Bytes";

    static final byte FILE = 1;
    static final byte DATA = 2;
    static final byte END_OF_FILE = 3;
    static final byte END = 4;
    static final int LARGEST_DATA = 1 << 20;
    private static final int BUFFER = 1 << 17;

    private BackupFrames() {}

    /// Writes frames of any number of files at once. What comes after a failure fails too.
    static final class Writer {

        private final DataOutputStream out;
        private int files;
        private boolean failed;

        Writer(OutputStream out) {
            this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
        }

        /// The file with that name; closing it ends it.
        synchronized WritableByteChannel file(String name) throws IOException {
            int file = files++;
            var bytes = name.getBytes(StandardCharsets.US_ASCII);
            begin(FILE, file);
            out.writeShort(bytes.length);
            out.write(bytes);
            return new FileFrames(this, file);
        }

        synchronized void end() throws IOException {
            begin(END, files);
            out.flush();
        }

        synchronized void fail() {
            failed = true;
        }

        private synchronized void data(int file, byte[] bytes, int offset, int length) throws IOException {
            begin(DATA, file);
            out.writeInt(length);
            out.write(bytes, offset, length);
        }

        private synchronized void endOfFile(int file) throws IOException {
            begin(END_OF_FILE, file);
        }

        private void begin(byte type, int file) throws IOException {
            if (failed) {
                throw new IOException("The backup was given up");
            }
            out.writeByte(type);
            out.writeShort(file);
        }
    }

    private static final class FileFrames implements WritableByteChannel {

        private final Writer writer;
        private final int file;
        private boolean open = true;

        FileFrames(Writer writer, int file) {
            this.writer = writer;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int length = Math.min(source.remaining(), LARGEST_DATA);
            var bytes = new byte[length];
            source.get(bytes);
            writer.data(file, bytes, 0, length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            if (open) {
                open = false;
                writer.endOfFile(file);
            }
        }
    }

    /// What a reader does with the files.
    interface Sink {
        void file(int file, String name) throws IOException;

        void data(int file, byte[] bytes, int length) throws IOException;

        void endOfFile(int file) throws IOException;
    }

    /// @throws IOException also if the stream ends before its last frame, or is none
    static void read(DataInputStream in, Sink sink) throws IOException {
        var bytes = new byte[LARGEST_DATA];
        while (true) {
            byte type = in.readByte();
            int file = in.readUnsignedShort();
            switch (type) {
                case FILE -> sink.file(file, name(in));
                case DATA -> sink.data(file, bytes, data(in, bytes));
                case END_OF_FILE -> sink.endOfFile(file);
                case END -> {
                    return;
                }
                default -> throw new IOException("This is no stream of a backup");
            }
        }
    }

    private static String name(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.US_ASCII);
    }

    private static int data(DataInputStream in, byte[] bytes) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > bytes.length) {
            throw new IOException("This is no stream of a backup");
        }
        in.readFully(bytes, 0, length);
        return length;
    }
}
