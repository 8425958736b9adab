using System.Buffers.Binary;
using System.Text.Json;

namespace Parlance.Scenarios.Harness;

/// <summary>Many guests in one room who only listen, each checking that every message comes once and in order.</summary>
public sealed class Crowd : IAsyncDisposable
{
    private const int EnteringAtOnce = 20;

    private readonly Listener[] _listeners;

    private Crowd(Listener[] listeners) => _listeners = listeners;

    /// <summary>What anybody saw that should not be.</summary>
    public IReadOnlyList<string> Complaints => [.. _listeners.Select(l => l.Complaint).OfType<string>().Distinct()];

    /// <summary>Before the room's first message.</summary>
    public static async Task<Crowd> EnterAsync(int port, long room, int count)
    {
        var listeners = new Listener[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = EnteringAtOnce }, async (i, _) =>
        {
            var wire = await WireSocket.ConnectAsync(port);
            await wire.HelloAsync($"guest{i}");
            (await wire.AskAsync($$"""{"type":"join","conversation":{{room}}}""")).TryGetProperty("ok", out var joined).ShouldBeTrue();
            listeners[i] = new Listener(wire);
        });
        return new Crowd(listeners);
    }

    /// <summary>Waits until everybody has all messages up to this number.</summary>
    public Task HasHeard(long seq) => Eventually.Holds(
        () => Complaints is [var wrong, ..] ? throw new ShouldAssertException(wrong)
            : _listeners.Count(l => l.Seq < seq) is > 0 and var behind ? $"{behind} have not heard {seq}" : null,
        TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
    }

    private sealed class Listener : IAsyncDisposable
    {
        private readonly WireSocket _wire;
        private readonly Task _listening;
        private long _seq;
        private volatile string? _complaint;

        public Listener(WireSocket wire)
        {
            _wire = wire;
            _listening = ListenAsync();
        }

        public long Seq => Volatile.Read(ref _seq);

        public string? Complaint => _complaint;

        public async ValueTask DisposeAsync()
        {
            await _wire.DisposeAsync();
            await _listening;
        }

        private async Task ListenAsync()
        {
            // Its own reader of frames: a thousand people of the ordinary kind would keep the machine busier than the server does.
            var buffer = new byte[64 * 1024];
            var have = 0;
            try
            {
                while (await _wire.ReadRawAsync(buffer.AsMemory(have)) is > 0 and var count)
                {
                    have += count;
                    var at = 0;
                    while (FrameLength(buffer.AsSpan(at, have - at), out var payload) is > 0 and var length)
                    {
                        await TakeAsync((byte)(buffer[at] & 0x0F), buffer.AsMemory(at + length - payload, payload));
                        at += length;
                    }

                    buffer.AsSpan(at, have - at).CopyTo(buffer);
                    have -= at;
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The story is over, or the server cut the line: then what should have come did not.
            }
        }

        private async Task TakeAsync(byte opCode, ReadOnlyMemory<byte> payload)
        {
            if (opCode == WireSocket.Ping)
                await _wire.SendFrameAsync(WireSocket.Pong, payload);
            else if (opCode == WireSocket.Close)
                _complaint = $"sent away with {BinaryPrimitives.ReadUInt16BigEndian(payload.Span)}";
            else if (SeqOf(payload.Span) is { } seq)
                Next(seq);
        }

        private void Next(long seq)
        {
            if (seq != _seq + 1)
                _complaint = $"heard {seq} after {_seq}";
            Volatile.Write(ref _seq, seq);
        }

        /// <returns>Bytes of the whole frame, 0 when it has not arrived whole.</returns>
        private static int FrameLength(ReadOnlySpan<byte> bytes, out int payload)
        {
            payload = bytes.Length < 2 ? 0 : bytes[1] & 0x7F;
            var header = payload switch { 126 => 4, 127 => 10, _ => 2 };
            if (bytes.Length < header)
                return 0;
            if (payload == 126)
                payload = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            else if (payload == 127)
                payload = (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
            return bytes.Length < header + payload ? 0 : header + payload;
        }

        private static long? SeqOf(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json);
            var isMessage = false;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isSeq = reader.ValueTextEquals("seq"u8);
                reader.Read();
                if (isType && !(isMessage = reader.ValueTextEquals("message"u8)))
                    return null;
                if (isSeq && isMessage)
                    return reader.GetInt64();
                reader.Skip();
            }

            return null;
        }
    }
}
