using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Core.Likes;

/// <summary>Somebody whom the user likes likes them back. Both are told, each of the other.</summary>
public sealed record MatchMade(UserId To, PairMatch Match, User Other) : UserEvent(To);
