using System.Buffers.Binary;
using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

public sealed partial class Connection
{
    // Kept only while there is something in them: an idle connection holds no buffer.
    private byte[]? _carry; // the beginning of a frame that has not arrived whole, or what waits for a command to finish
    private int _carried;
    private int _skip; // bytes of a frame that is not kept, still to come; while there are any, nothing is carried
    private bool _paused; // a command is under way; frames wait in _carry
    private bool _swallows; // the peer broke the protocol; what it still sends means nothing

    /// <summary>Bytes arrived. The memory is the caller's again when this returns, and may have been changed.</summary>
    public void OnBytes(Span<byte> bytes)
    {
        _lastReceivedMs = Loop.NowMs;
        _pinged = false;
        if (_heard is not null)
            AnswerWhetherAlive(true);
        if (_swallows)
            return;
        if (_skip > 0)
        {
            bytes = bytes[Skip(bytes.Length)..];
            if (bytes.IsEmpty)
                return;
        }

        if (_paused || _carried > 0)
        {
            Carry(bytes);
            if (!_paused)
                TakeFromCarry();
            return;
        }

        var taken = TakeFrames(bytes);
        if (taken < bytes.Length && (_state is State.Open or State.Closing))
            Carry(bytes[taken..]);
    }

    private void TakeFromCarry()
    {
        var taken = TakeFrames(_carry.AsSpan(0, _carried));
        if (_carry is null)
            return; // closed meanwhile
        _carried -= taken;
        if (_carried == 0)
            _carry = null;
        else if (taken > 0)
            _carry.AsSpan(taken, _carried).CopyTo(_carry);
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        var needed = _carried + bytes.Length;
        if (_carry is null || _carry.Length < needed)
            Array.Resize(ref _carry, Math.Max(needed, Math.Max(256, (_carry?.Length ?? 0) * 2))); // doubled, or a frame that drips in is copied for every byte
        bytes.CopyTo(_carry.AsSpan(_carried));
        _carried = needed;
    }

    /// <returns>Bytes dealt with.</returns>
    private int TakeFrames(Span<byte> bytes)
    {
        var at = 0;
        while (!_paused && (_state is State.Open or State.Closing))
        {
            switch (FrameParser.TryTake(bytes[at..], MaxFrameBytes, out var frame))
            {
                case ParseResult.Incomplete:
                    return at;
                case ParseResult.TooLarge:
                    TakeTooLarge(frame);
                    if (_swallows)
                        return bytes.Length;
                    at += frame.Length;
                    at += Skip(bytes.Length - at);
                    continue;
                case ParseResult.Violation:
                    Close(CloseReason.ProtocolError(frame.Violation!));
                    StopReading();
                    return bytes.Length;
            }

            at += frame.Length;
            Take(frame);
        }

        return _paused ? at : bytes.Length;
    }

    private void Take(ParsedFrame frame)
    {
        switch (frame.Opcode)
        {
            case Opcode.Close:
                TakeClose(frame.Payload);
                break;
            case Opcode.Ping:
                Send(Frame.Pong(frame.Payload));
                break;
            case Opcode.Pong:
                if (_state == State.Open)
                    Session.OnPong(frame.Payload);
                break;
            default:
                if (_state == State.Open)
                    TakeData(frame);
                break;
        }
    }

    /// <returns>How many of the bytes at hand are passed over.</returns>
    private int Skip(int available)
    {
        var skipped = Math.Min(_skip, available);
        _skip -= skipped;
        return skipped;
    }

    private void Pause(Task command)
    {
        _paused = true;
        _transport.PauseReading();
        // The session promises that the task does not fail; what it started goes on even if the connection closes.
        _ = command.ContinueWith(static (_, self) => ((Connection)self!).Post(((Connection)self).Resume), this, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Resume()
    {
        _paused = false;
        if (_state == State.Closed)
            return;
        if (_carried > 0)
            TakeFromCarry();
        if (!_paused && (_state is State.Open or State.Closing))
            _transport.ResumeReading();
    }

    private void TakeClose(ReadOnlySpan<byte> payload)
    {
        if (_state == State.Open)
        {
            // The peer's own code is echoed, as browsers expect; one that may not be sent is answered with a plain 1002.
            var code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 0;
            var legal = code is 0 or (>= 1000 and <= 1014 and not 1004 and not 1005 and not 1006) or (>= 3000 and < 5000);
            var answer = Frame.Close(legal && payload.Length != 1 ? code : 1002, "");
            if (!Outgoing.TryEnqueue(answer))
                Outgoing.ReplaceWith(answer);
        }

        BeginClosing();
        _state = State.Finishing;
    }

    /// <summary>After a violation the bytes that follow mean nothing; they are swallowed until the peer hangs up.</summary>
    private void StopReading()
    {
        _carry = null;
        _carried = 0;
        _swallows = true;
    }

    private void ReleaseBuffers()
    {
        _carry = null;
        _carried = 0;
        _fragments = null;
    }
}
