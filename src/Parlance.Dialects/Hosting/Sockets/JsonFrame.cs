using System.Buffers;
using System.Text.Json;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Writes JSON into finished frames. Any thread; the buffers are the thread's own, so one frame is begun and finished before the next.</summary>
internal static class JsonFrame
{
    // Text is for JSON readers, not for HTML pages: people's letters and emoji stay themselves and short.
    private static readonly JsonWriterOptions Options = new() { Encoder = PlainJsonEncoder.Instance, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public static Utf8JsonWriter Begin()
    {
        t_buffer ??= new ArrayBufferWriter<byte>(4096);
        t_writer ??= new Utf8JsonWriter(t_buffer, Options);
        t_buffer.ResetWrittenCount();
        t_writer.Reset();
        return t_writer;
    }

    public static Frame Finish(bool isEphemeral = false)
    {
        t_writer!.Flush();
        var frame = Frame.Text(t_buffer!.WrittenSpan, isEphemeral);
        if (t_buffer.Capacity > 256 * 1024)
        {
            // One huge reply must not keep its buffer for the life of the thread.
            t_buffer = null;
            t_writer = null;
        }

        return frame;
    }
}
