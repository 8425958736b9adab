using System.Buffers;

namespace Parlance.Client.Transport;

/// <summary>A pooled buffer that grows to the frame it holds and shrinks again after a large one.</summary>
public sealed class FrameBuffer : IDisposable
{
    private const int SmallBytes = 4 * 1024;
    private const int MaxBytes = 64 * 1024 * 1024;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>Valid until the next call of <see cref="Clear"/> or <see cref="Free"/>.</summary>
    public ReadOnlySpan<byte> Frame => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        if (_bytes.Length > 16 * SmallBytes)
            Dispose();
        _length = 0;
    }

    /// <summary>Room for at least one more byte behind the frame so far.</summary>
    /// <exception cref="IOException">The frame is larger than anything a server sends.</exception>
    public Memory<byte> Free()
    {
        if (_length == _bytes.Length)
            Grow();
        return _bytes.AsMemory(_length);
    }

    /// <summary>The first <paramref name="count"/> bytes of <see cref="Free"/> belong to the frame now.</summary>
    public void Advance(int count) => _length += count;

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow()
    {
        if (_length >= MaxBytes)
            throw new IOException($"A frame is larger than {MaxBytes} bytes.");

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallBytes, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
