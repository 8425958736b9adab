namespace Parlance.Core.Calls;

public static class CallRefusals
{
    public static readonly Refusal NoSuchCall =
        new(RefusalCode.NotFound, "There is no such call in this conversation, or it is over.", "Ask with `call` which calls go on.");

    public static readonly Refusal NoSuchParticipant =
        new(RefusalCode.NotFound, "Nobody of that id is in a call of this conversation.", "Take ids from the newest `call` event; a new connection has a new id.");

    public static readonly Refusal NotInCall =
        new(RefusalCode.Forbidden, "This connection is not in the call.", "Join it with `call_join` first.");

    public static readonly Refusal NotMember =
        new(RefusalCode.NotFound, "That person is not in this conversation.", "Signals go to current members only: check the id.");

    internal static readonly Refusal Gone =
        new(RefusalCode.Unavailable, "The connection ended meanwhile.", "Connect again and join.");

    public static Refusal Full(int max) => new(RefusalCode.Full, $"The call has {max} participants, which is as many as it may.", "Try again when somebody has left.");

    internal static Refusal Runs(Call call) => call.Kind == CallKind.Mesh
        ? new(RefusalCode.Taken, "A call goes on in this conversation already.", "Join it with `call_join`.")
        : new(RefusalCode.Taken, "You broadcast in this room already.", "End that broadcast with `call_leave` first.");
}
