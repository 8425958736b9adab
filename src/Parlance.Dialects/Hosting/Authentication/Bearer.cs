using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Hosting.Authentication;

/// <summary>Access tokens in `Authorization: Bearer …` (RFC 6750; the scheme's name in any case).</summary>
public static class Bearer
{
    private const string Scheme = "Bearer ";

    /// <returns>The identity, or `unauthenticated` without a bearer token, `token_invalid`, `token_expired`, `banned`.</returns>
    public static ValueTask<Outcome<Identity>> AuthenticateAsync(this Authenticator authenticator, HttpRequest request, CancellationToken cancellationToken)
    {
        var header = request.Headers.Authorization;
        if (header.Count == 0)
            return new(TokenRefusals.Missing);
        if (header.Count > 1 || header[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return new(TokenRefusals.NotBearer);
        return authenticator.AuthenticateAsync(value.AsSpan(Scheme.Length).Trim(), cancellationToken);
    }

    /// <summary>Lets only requests with a valid token through; their handlers read <see cref="Identity"/>.</summary>
    /// <param name="refuse">Turns a refusal into the dialect's own answer.</param>
    public static TBuilder RequireIdentity<TBuilder>(this TBuilder endpoints, Func<Refusal, IResult> refuse)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var authenticator = http.RequestServices.GetRequiredService<Authenticator>();
            if (!(await authenticator.AuthenticateAsync(http.Request, http.RequestAborted)).TryGet(out var identity, out var refusal))
                return refuse(refusal);

            http.Features.Set(identity);
            return await next(context);
        }).WithMetadata(NeedsToken.Instance);

    /// <summary>Who calls. Only for endpoints behind <see cref="RequireIdentity"/>.</summary>
    public static Identity Identity(this HttpContext context) => context.Features.GetRequiredFeature<Identity>();
}
