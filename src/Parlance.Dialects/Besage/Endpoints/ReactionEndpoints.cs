using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core.Accounts;
using Parlance.Core.Messages;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>Reactions, one a person a message: docs/wire/besage.md, section Reactions.</summary>
internal static class ReactionEndpoints
{
    private const string Tag = "Besage: reactions";

    public static void MapReactions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/reactions", ListAsync).Describe(Tag, "Reactions to the message `message_id`; none without one.").Asks("message_id").Produces<WireReaction[]>().Denies(400, 401);
        api.MapPost("/reactions", ReactAsync).Describe(Tag, "React to a message: 201 when new, 200 when it replaces another; the same again takes it back, and the answer says so.")
            .TakesFields<ReactRequest>().Produces<WireReaction>(StatusCodes.Status201Created).Produces<WireReaction>().Denies(400, 401, 404);
    }

    private static async Task<IResult> ListAsync(HttpContext http, string? message_id, BesageServices services, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(message_id) && !long.TryParse(message_id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return BesageErrors.Errors.Fields(("message_id", BesageErrors.Errors.Words.NotInteger));
        if (!(await MessageEndpoints.FindMessageAsync(http, message_id, services, cancellationToken)).TryGet(out var found, out _))
            return Body.Ok([], Body.Json.WireReactionArray);
        return Body.Ok(await ToWireAsync(found.Message, services, cancellationToken), Body.Json.WireReactionArray);
    }

    private static async Task<IResult> ReactAsync(HttpContext http, BesageServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var id = body.Integer("message");
        var type = body.Choice("type", ReactionTypes.All);
        if (body.Refused is { } wrong)
            return wrong;
        if (!(await MessageEndpoints.FindMessageAsync(http, id!.Value.ToString(CultureInfo.InvariantCulture), services, cancellationToken)).TryGet(out var found, out refusal))
            return BesageErrors.Of(refusal);

        var self = http.Identity().User;
        if (!(await services.Messages.ToggleReactionAsync(self.Id, found.Message.Id, ReactionTypes.EmojiOf(type!))).TryGet(out var reacted, out refusal))
            return BesageErrors.Of(refusal);
        if (reacted.Change == ReactionChange.TakenBack)
            return Body.Done("Reaction removed");

        var own = reacted.Message.Reactions.Last(reaction => reaction.User == self.Id);
        var answer = ToWire(reacted.Message, own, type!, self);
        return reacted.Change == ReactionChange.Added ? Body.Created(answer, Body.Json.WireReaction) : Body.Ok(answer, Body.Json.WireReaction);
    }

    private static async Task<WireReaction[]> ToWireAsync(Message message, BesageServices services, CancellationToken cancellationToken)
    {
        // Other dialects let a person react with several emoji; here everybody has one, the latest that has a word.
        var latest = message.Reactions.Where(reaction => ReactionTypes.TypeOf(reaction.Emoji) is not null).GroupBy(reaction => reaction.User).Select(own => own.Last()).ToList();
        var users = (await services.Accounts.FindManyAsync([.. latest.Select(reaction => reaction.User)], cancellationToken)).ToDictionary(user => user.Id);
        return [.. latest.Where(reaction => users.ContainsKey(reaction.User))
            .Select(reaction => ToWire(message, reaction, ReactionTypes.TypeOf(reaction.Emoji)!, users[reaction.User]))];
    }

    private static WireReaction ToWire(Message message, Reaction reaction, string type, User user) =>
        new(WireIds.Reaction(message.Id, user.Id), message.Id.Value, user.Id.Value, DjangoCaller.NameOf(user), type, DjangoTime.Of(reaction.At));
}
