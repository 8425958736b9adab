using System.Text.Unicode;
using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <content>From frames to messages. What is not kept (a binary message, one that is too large) is passed over as it arrives and costs no memory.</content>
public sealed partial class Connection
{
    /// <summary>A message this many times as large as allowed is not waited for to its end: its sender is closed even where a dialect forgives.</summary>
    private const int MaxForgiven = 16;

    private byte[]? _fragments; // the text that a fragmented frame has begun; null while there is none
    private int _gathered; // bytes of the message so far, kept or not
    private bool _inFragments;
    private bool _discards; // of the message so far nothing is kept

    private void TakeData(ParsedFrame frame)
    {
        if (frame is { Opcode: Opcode.Text, IsFinal: true } && !_inFragments)
            TakeText(frame.Payload);
        else if (IsKept(frame, frame.Payload.Length))
            Gather(frame.Payload);
    }

    /// <summary>Deals with a frame of which only the header is read; the payload is passed over.</summary>
    private void TakeTooLarge(ParsedFrame frame)
    {
        if (_state == State.Open)
            _ = IsKept(frame, frame.Announced);
        if (frame.Announced > Forgiven)
            StopReading();
        else
            _skip = 4 + (int)frame.Announced;
    }

    private long Forgiven => Math.Min(int.MaxValue - 4L, (long)MaxFrameBytes * MaxForgiven);

    /// <summary>Finds the frame's place in its message, and tells the session of a message that is not kept, once.</summary>
    private bool IsKept(ParsedFrame frame, long length)
    {
        if (frame.Opcode == Opcode.Continuation != _inFragments)
        {
            Close(CloseReason.ProtocolError(_inFragments ? "a new message began inside a fragmented one" : "a continuation of nothing"));
            return false;
        }

        _inFragments = !frame.IsFinal;
        if (length > Forgiven - _gathered)
        {
            Close(CloseReason.FrameTooLarge);
            return false;
        }

        _gathered += (int)length;
        if (!_discards)
        {
            if (frame.Opcode != Opcode.Binary && _gathered <= MaxFrameBytes)
                return true;
            _discards = true;
            _fragments = null;
            if (frame.Opcode == Opcode.Binary)
                Session.OnBinary(this);
            else
                Session.OnTooLarge(this);
        }

        if (!_inFragments)
            EndMessage();
        return false;
    }

    private void Gather(ReadOnlySpan<byte> part)
    {
        if (_fragments is null || _fragments.Length < _gathered)
            Array.Resize(ref _fragments, Math.Max(256, _gathered * 2));
        part.CopyTo(_fragments.AsSpan(_gathered - part.Length));
        if (_inFragments)
            return;

        var whole = _fragments.AsSpan(0, _gathered);
        EndMessage();
        TakeText(whole);
    }

    private void EndMessage()
    {
        _fragments = null;
        _gathered = 0;
        _discards = false;
    }

    private void TakeText(Span<byte> payload)
    {
        if (!Utf8.IsValid(payload))
        {
            Close(CloseReason.InvalidUtf8);
            return;
        }

        SocketMetrics.Received.Add(1);
        var command = Session.OnText(payload);
        // Not "when it is unfinished": one that went to the pool and is done already has posted what is left of it to this loop, and the next frame must not
        // overtake that.
        if (command != Task.CompletedTask)
            Pause(command);
    }
}
