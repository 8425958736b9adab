using Parlance.Core.Events;

namespace Parlance.Core.Calls;

/// <summary>A call began, ended, or somebody came into it or went.</summary>
/// <param name="Call">As it is now.</param>
/// <param name="Came">Who came in by this; null when nobody did.</param>
/// <param name="Went">Who went by this; null when nobody did, or the call ended for all.</param>
public sealed record CallChanged(Call Call, CallParticipant? Came, CallParticipant? Went) : ConversationEvent(Call.Conversation, 0);
