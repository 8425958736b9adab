using System.Text;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations;
using Parlance.Core.Events;

namespace Parlance.Core.Calls;

/// <summary>For whom a signal is: a person, or one participant of a call.</summary>
public sealed record SignalTarget(UserId? Person, ParticipantId? Participant);

public sealed partial class CallService
{
    /// <summary>Relays what one program tells another to set up a call. Between current members of one conversation only; never stored, never logged.</summary>
    /// <param name="payload">One JSON value as it was sent.</param>
    /// <param name="cancellationToken">Gives up before anything is relayed.</param>
    public async Task<Outcome<bool>> SignalAsync(
        CallSeats seats, User caller, ConversationRef reference, SignalTarget target, string payload, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(payload) > _options.MaxSignalBytes)
        {
            return new Refusal(RefusalCode.TooLarge, $"The payload of a signal has at most {_options.MaxSignalBytes} bytes.", "Send less at once: candidates one by one, and media that are needed only.")
            { Field = "payload" };
        }

        if (_signals.Take(caller.Id.ToString(), "signals") is { } tooMany)
            return tooMany;
        if (!(await _conversations.FindAsMemberAsync(caller.Id, reference)).TryGet(out var access, out var refusal))
            return refusal;
        if (access.IsBlocked)
            return BlockService.KeptApart;
        if (!(await FindTargetAsync(seats, caller, access.Conversation.Id, target, cancellationToken)).TryGet(out var found, out refusal))
            return refusal;

        var seat = found.Seat ?? seats.In(access.Conversation.Id).FirstOrDefault();
        if (seat is not null && seat.NoteSignal())
            _records.Reached(seat.Record, caller.Id, CallStages.Signalled);
        _bus.Publish([new SignalSent(access.Conversation.Id, access.Conversation.PublicKey, Shown(caller, access.Member!), found.To, payload)
        {
            Call = seat?.Call,
            FromParticipant = seat?.Participant,
            ToParticipant = found.Addressed,
        }]);
        return true;
    }

    private async Task<Outcome<(Person To, ParticipantId? Addressed, CallSeat? Seat)>> FindTargetAsync(
        CallSeats seats, User caller, ConversationId conversation, SignalTarget target, CancellationToken cancellationToken)
    {
        if (target.Participant is { } id)
        {
            if (target.Person is not null)
                return Refusal.Invalid("to", "A signal has either `to` or `participant`.");
            var call = _registry.In(conversation).FirstOrDefault(call => call.Participants.ContainsKey(id));
            if (call is null)
                return CallRefusals.NoSuchParticipant;
            var participant = call.Participants[id];
            if (seats.In(call.Id) is not { } seat)
                return CallRefusals.NotInCall;
            return (participant.Who, participant.IsAddressable ? id : null, seat);
        }

        if (target.Person is not { } user)
            return Refusal.Invalid("to", "A signal needs `to`, a user id, or `participant`.");
        if (user == caller.Id)
            return Refusal.Invalid("to", "To another device of one's own, signals go by `participant`.");
        if ((await _conversations.FindAsMemberAsync(user, ConversationRef.Of(conversation))).IsRefused || await _users.GetAsync(user, cancellationToken) is not { } known)
            return CallRefusals.NotMember;
        return (known.AsPerson(), null, null);
    }
}
